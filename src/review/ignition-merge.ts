import { isMapping } from './yaml-1.1.js';

/** What an entry of a list is known by, where several configs are merged. Source: coreos/ignition, config/v3_*. */
const keyOf = (entry: unknown): unknown =>
  isMapping(entry) ? (entry.path ?? entry.name ?? entry.device ?? entry.source) : entry;

/** Where the entries of a list stand, by their keys: found once for each list, however many configs come over it. */
type Places = WeakMap<unknown[], Map<unknown, number>>;

function placesIn(list: unknown[], known: Places): Map<unknown, number> {
  const present = known.get(list);
  if (present) return present;
  const places = new Map<unknown, number>();
  for (const [at, entry] of list.entries()) {
    const key = keyOf(entry);
    if (key !== undefined && !places.has(key)) places.set(key, at);
  }
  known.set(list, places);
  return places;
}

function mergeLists(list: unknown[], child: readonly unknown[], known: Places): unknown[] {
  const places = placesIn(list, known);
  for (const entry of child) {
    const key = keyOf(entry);
    const at = key === undefined ? undefined : places.get(key);
    if (at !== undefined) list[at] = merged(list[at], entry, known);
    else {
      if (key !== undefined) places.set(key, list.length);
      list.push(entry);
    }
  }
  return list;
}

function merged(parent: unknown, child: unknown, known: Places): unknown {
  if (Array.isArray(parent) && Array.isArray(child)) return mergeLists(parent, child, known);
  if (!isMapping(parent) || !isMapping(child)) return child ?? parent;
  for (const [key, value] of Object.entries(child)) {
    // A content is one thing: half of another's would be none.
    const isOne = key === 'contents' || key === 'append';
    const own = Object.hasOwn(parent, key) ? parent[key] : undefined;
    const next = isOne ? value : merged(own, value, known);
    // Unlike an assignment this makes a key of "__proto__", too.
    Object.defineProperty(parent, key, { value: next, writable: true, enumerable: true, configurable: true });
  }
  return parent;
}

/**
 * A config with others over it, one after the other: lists are merged by their entries' keys, and what the later one
 * says wins. Changes the first one, which nobody else holds: copies would cost the square of the entries.
 */
export function mergeConfigs(
  parent: Record<string, unknown>,
  children: Iterable<Record<string, unknown>>,
): Record<string, unknown> {
  const known: Places = new WeakMap();
  for (const child of children) merged(parent, child, known);
  return parent;
}
