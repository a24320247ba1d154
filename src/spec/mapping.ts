/** Values by their keys, of whatever a spec holds there. */
export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What lies in a tree of mappings at the end of these keys; undefined where nothing does. */
export function valueBelow(tree: unknown, keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((at, key) => (isMapping(at) && Object.hasOwn(at, key) ? at[key] : undefined), tree);
}
