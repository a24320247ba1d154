/** What was made of things, for those that come again. */
export interface Memory<Key, Value> {
  /** What is made of a thing, now or earlier. */
  readonly of: (key: Key) => Value;
  /** Begins a round: what neither this one nor the last asks for is forgotten. */
  readonly turn: () => void;
}

/**
 * Remembers for one document what was made of the things of the last, most of which it has too. A WeakMap holds what is a
 * document's own until the collector looks at all of the heap, which is hundreds of documents later.
 */
export function memoryOf<Key, Value>(make: (key: Key) => Value): Memory<Key, Value> {
  let last = new Map<Key, Value>();
  let current = new Map<Key, Value>();
  return {
    of: (key) => {
      const known = current.get(key);
      if (known !== undefined) return known;
      const value = last.get(key) ?? make(key);
      current.set(key, value);
      return value;
    },
    turn: () => {
      [last, current] = [current, new Map()];
    },
  };
}
