import { featureGateNeeds, featureGates } from '../generated/data.js';
import { dataRows, holdsIn, readOnce } from './data-rows.js';

/** What a feature gate is in some minors (as in 1.N). */
export interface GateEra {
  readonly since: number;
  readonly until?: number;
  readonly stage: 'ALPHA' | 'BETA' | 'GA' | 'DEPRECATED';
  readonly standard: boolean;
  /** Whether a program that is told another value than the standard one does not start. */
  readonly locked: boolean;
}

/** Switches of many gates at once, in every release. Source: k8s.io/component-base featuregate/feature_gate.go. */
const ofMany = ['AllAlpha', 'AllBeta'];
const always: GateEra = { since: 10, stage: 'ALPHA', standard: false, locked: false };

/** The gates that the kubelet and kube-proxy know, which read the same table. Source: data/feature-gates.tsv. */
export const gates = readOnce((): ReadonlyMap<string, readonly GateEra[]> => {
  const table = new Map<string, GateEra[]>(ofMany.map((name) => [name, [always]]));
  for (const { name, is, since, until } of dataRows(featureGates)) {
    const [stage, standard, locked] = is.split(' ') as [GateEra['stage'], string, string?];
    const era: GateEra = {
      since,
      ...(until === undefined ? {} : { until }),
      stage,
      standard: standard === 'true',
      locked: locked === 'locked',
    };
    table.set(name, [...(table.get(name) ?? []), era]);
  }
  return table;
});

/** What a release says of a gate; undefined where it does not have it. */
export const gateIn = (gate: string, minor: number): GateEra | undefined =>
  gates()
    .get(gate)
    ?.find((era) => holdsIn(era, minor));

interface GateNeed {
  readonly gate: string;
  readonly needs: string;
  readonly since: number;
  readonly until?: number;
}

/** Pairs of gates: a program does not start where one is on and what it needs is off. Source: data/feature-gate-needs.tsv. */
export const gateNeeds = readOnce((): readonly GateNeed[] =>
  dataRows(featureGateNeeds).map(({ name, is: _, ...era }) => {
    const [gate = '', needs = ''] = name.split(' ');
    return { gate, needs, ...era };
  }),
);
