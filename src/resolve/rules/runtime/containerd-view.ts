import type { ContainerdFormat } from '../../../eras/containerd-places.js';
import { holdsIn } from '../../../eras/lookup.js';
import { containerdHoldings, type HeldKeys, holdingAt } from '../../../eras/runtime-keys.js';
import { isMapping, type Mapping, valueBelow } from '../../../spec/mapping.js';
import type { FullSpec } from '../../full-spec.js';
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
  readonly spec: FullSpec;
  readonly config: Mapping;
  readonly format: ContainerdFormat;
  readonly version: string;
  /** The steps to a key of a table of CRI's. */
  readonly steps: (table: CriTable, key: string) => string[];
  /** What the spec says at these steps; undefined for nothing (null). */
  readonly value: (steps: readonly string[]) => unknown;
  /** Whether the spec says anything at these steps, nothing (null) included: that takes ours away. */
  readonly isSaid: (steps: readonly string[]) => boolean;
  readonly since: (release: string) => boolean;
  readonly before: (release: string) => boolean;
}

export function containerdView(
  spec: FullSpec,
  config: Mapping,
  format: ContainerdFormat,
  version: string,
): ContainerdView {
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
    value: (steps) => valueBelow(config, steps) ?? undefined,
    isSaid: (steps) => valueBelow(config, steps) !== undefined,
    since: (release) => holdsIn({ since: release }, version),
    before: (release) => holdsIn({ until: release }, version),
  };
}

export const mappingAt = ({ value }: ContainerdView, steps: readonly string[]): Mapping => {
  const found = value(steps);
  return isMapping(found) ? found : {};
};

export const textAt = ({ value }: ContainerdView, steps: readonly string[]): string => String(value(steps) ?? '');

/** The table and the keys of a plugin, by the name that a format has for it: format 1 has the last part alone. */
export function pluginKeys(
  name: string,
  format: ContainerdFormat,
  version: string,
): readonly [table: string, keys: HeldKeys] | undefined {
  return [...containerdHoldings()].find(([table, keys]) => {
    if (table === '' || (format === 1 ? table.split('.').at(-1) : table) !== name) return false;
    return [...keys.keys()].some((key) => holdingAt(keys, key, version) !== undefined);
  });
}

/** A relation between keys: what a release refuses. */
export type Relation = (view: ContainerdView) => Refusal[];
