import { gateIn } from '../../../eras/feature-gates.js';
import { holdsIn } from '../../../eras/lookup.js';
import type { SpecPath } from '../../../spec/diagnostic.js';
import { secondsOf } from '../../../spec/go-values.js';
import { isMapping, type Mapping, valueBelow } from '../../../spec/mapping.js';

/** A configuration whose fields and types are right, as a release reads it. */
export interface ConfigView {
  readonly path: SpecPath;
  readonly kind: string;
  readonly program: 'kubelet' | 'kube-proxy';
  readonly version: string;
  /** Whether the release is this one or newer. */
  readonly since: (release: string) => boolean;
  /** What stands at a dotted path; undefined for nothing (null). */
  readonly value: (field: string) => unknown;
  readonly text: (field: string) => string;
  readonly list: (field: string) => readonly unknown[];
  readonly map: (field: string) => Mapping;
  readonly number: (field: string, standard: number) => number;
  /** A duration's seconds; those of its default where it is 0 or missing. */
  readonly seconds: (field: string, standard: number) => number;
  /** Whether a feature gate is on, by the configuration or by the release. */
  readonly enabled: (gate: string) => boolean;
}

export function viewOf(config: Mapping, about: Pick<ConfigView, 'path' | 'kind' | 'program' | 'version'>): ConfigView {
  const value = (field: string): unknown => valueBelow(config, field.split('.')) ?? undefined;
  const seconds = (field: string): number => {
    const said = value(field);
    return typeof said === 'number' ? said / 1e9 : (secondsOf(String(said ?? '0')) ?? 0);
  };
  return {
    ...about,
    since: (release) => holdsIn({ since: release }, about.version),
    value,
    text: (field) => String(value(field) ?? ''),
    list: (field) => (Array.isArray(value(field)) ? (value(field) as unknown[]) : []),
    map: (field) => (isMapping(value(field)) ? (value(field) as Mapping) : {}),
    number: (field, standard) => Number(value(field) ?? standard),
    seconds: (field, standard) => seconds(field) || standard,
    enabled: (gate) => isEnabled(gate, value('featureGates'), about.version),
  };
}

function isEnabled(gate: string, set: unknown, version: string): boolean {
  const said = isMapping(set) ? set : {};
  if (typeof said[gate] === 'boolean') return said[gate];
  const era = gateIn(gate, version);
  if (era === undefined) return false;
  const ofStage = era.locked ? undefined : said[{ ALPHA: 'AllAlpha', BETA: 'AllBeta' }[era.stage as 'ALPHA'] ?? ''];
  return typeof ofStage === 'boolean' ? ofStage : era.standard;
}
