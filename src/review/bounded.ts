import { Unreadable } from './tree.js';

/** The deepest that values lie within one another, and how much of them there is, wherever an alias repeats them. */
const most = { depth: 200, values: 1_000_000, characters: 32 * 1024 * 1024 };

const within = (value: unknown): unknown[] => {
  if (Array.isArray(value)) return value;
  const isPlain = typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
  return isPlain ? Object.values(value) : [];
};

const sizeOf = (value: unknown): number =>
  typeof value === 'string' || value instanceof Uint8Array ? value.length : 0;

/** Gives a value back that can be walked, compared and shown in bounded time; a larger or deeper one can't be read. */
export function bounded<T>(value: T, what: string): T {
  let left: readonly unknown[] = [value];
  let [values, characters] = [0, 0];
  for (let depth = 0; left.length > 0; depth += 1) {
    if (depth > most.depth)
      throw new Unreadable(`${what} can't be read: its values are nested more than ${most.depth} levels deep`);
    const next: unknown[] = [];
    for (const each of left) {
      values += 1;
      characters += sizeOf(each);
      if (values > most.values || characters > most.characters)
        throw new Unreadable(
          `${what} can't be read: it is far larger than it looks, since its aliases repeat one another`,
        );
      const inner = within(each);
      if (values + next.length + inner.length > most.values) characters = Number.POSITIVE_INFINITY;
      else for (const one of inner) next.push(one);
    }
    left = next;
  }
  return value;
}
