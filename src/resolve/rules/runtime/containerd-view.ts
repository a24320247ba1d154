import type { ContainerdFormat } from '../../../eras/containerd.js';
import { containerdHoldings, type HeldKeys, isWithin } from '../../../eras/runtime-keys.js';
import { isMapping, type Mapping } from '../../../spec/mapping.js';
import type { Spec } from '../rule.js';
import type { Refusal } from './refusal.js';

/** Which of CRI's tables a key stands in; to format 2 they are one. */
export type CriTable = 'images' | 'runtime' | 'streaming';

const criTables: Readonly<Record<CriTable, string>> = {
  images: 'io.containerd.cri.v1.images',
  runtime: 'io.containerd.cri.v1.runtime',
  streaming: 'io.containerd.grpc.v1.cri',
};

/** A config.toml whose keys and types are right, as a release reads it. */
export interface ContainerdView {
  readonly spec: Spec;
  readonly config: Mapping;
  readonly format: ContainerdFormat;
  readonly version: string;
  /** The steps to a key of a table of CRI's. */
  readonly steps: (table: CriTable, key: string) => string[];
  /** What the spec says at these steps; undefined for nothing (null). */
  readonly value: (steps: readonly string[]) => unknown;
  readonly since: (release: string) => boolean;
  readonly before: (release: string) => boolean;
}

export function containerdView(spec: Spec, config: Mapping, format: ContainerdFormat, version: string): ContainerdView {
  const table = (name: CriTable): string => {
    if (format === 1) return 'cri';
    return format === 2 ? criTables.streaming : criTables[name];
  };
  return {
    spec,
    config,
    format,
    version,
    steps: (name, key) => ['plugins', table(name), ...key.split('.')],
    value: (steps) => valueBelow(config, steps),
    since: (release) => isWithin(version, { since: release }),
    before: (release) => isWithin(version, { until: release }),
  };
}

export function valueBelow(tree: unknown, steps: readonly (string | number)[]): unknown {
  return (
    steps.reduce<unknown>((at, step) => (isMapping(at) && Object.hasOwn(at, step) ? at[step] : undefined), tree) ??
    undefined
  );
}

export const mappingAt = ({ value }: ContainerdView, steps: readonly string[]): Mapping => {
  const found = value(steps);
  return isMapping(found) ? found : {};
};

export const textAt = ({ value }: ContainerdView, steps: readonly string[]): string => String(value(steps) ?? '');

/** A plugin by the name that a format has for it: format 1 has the last part alone. */
export function pluginKeys(
  name: string,
  format: ContainerdFormat,
): readonly [table: string, keys: HeldKeys] | undefined {
  const tables = containerdHoldings();
  const table = format === 1 ? [...tables.keys()].find((each) => each.split('.').at(-1) === name) : name;
  const keys = table === undefined || table === '' ? undefined : tables.get(table);
  return keys && [table ?? '', keys];
}

/** A relation between keys: what a release refuses. */
export type Relation = (view: ContainerdView) => Refusal[];
