import { stringify } from 'yaml';

/** A mapping of a spec, or a part of one. */
export type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `more` laid over `base`: mappings are merged, null takes away. */
export function over(base: Tree, more: Tree): Tree {
  const merged = Object.entries(more).map(([key, value]) => {
    const below = base[key];
    return [key, isTree(below) && isTree(value) ? over(below, value) : value] as const;
  });
  return Object.fromEntries(
    Object.entries({ ...base, ...Object.fromEntries(merged) }).filter(([, value]) => value !== null),
  );
}

/** A cluster's spec as the text of its file. */
export function clusterText(name: string, spec: Tree): string {
  return stringify({ apiVersion: 'bootwright/v1alpha1', kind: 'Cluster', metadata: { name }, spec });
}
