import { featureGateNeeds, featureGates } from '../generated/data.js';
import { dataRows, readOnce } from './data-rows.js';
import { type Span, spanAt } from './lookup.js';

/** What a feature gate is in some releases of Kubernetes. */
export interface GateEra extends Span {
  readonly since: string;
  readonly stage: 'ALPHA' | 'BETA' | 'GA' | 'DEPRECATED';
  readonly standard: boolean;
  /** Whether a program that is told another value than the standard one does not start. */
  readonly locked: boolean;
}

/** Switches of many gates at once, in every release. Source: k8s.io/component-base featuregate/feature_gate.go. */
const ofMany = ['AllAlpha', 'AllBeta'];
const always: GateEra = { since: '1.10', stage: 'ALPHA', standard: false, locked: false };

/** The gates that the kubelet and kube-proxy know, which read the same table. Source: data/feature-gates.tsv. */
export const gates = readOnce((): ReadonlyMap<string, readonly GateEra[]> => {
  const table = new Map<string, GateEra[]>(ofMany.map((name) => [name, [always]]));
  for (const { name, is, since, until } of dataRows(featureGates)) {
    const [stage, standard, locked] = is.split(' ') as [GateEra['stage'], string, string?];
    const era: GateEra = { since, until, stage, standard: standard === 'true', locked: locked === 'locked' };
    table.set(name, [...(table.get(name) ?? []), era]);
  }
  return table;
});

/** What a release says of a gate; undefined where it does not have it. */
export const gateIn = (gate: string, release: string): GateEra | undefined => spanAt(gates().get(gate) ?? [], release);

interface GateNeed extends Span {
  readonly gate: string;
  readonly needs: string;
}

/** Pairs of gates: a program does not start where one is on and what it needs is off. Source: data/feature-gate-needs.tsv. */
export const gateNeeds = readOnce((): readonly GateNeed[] =>
  dataRows(featureGateNeeds).map(({ name, is: _, ...era }) => {
    const [gate = '', needs = ''] = name.split(' ');
    return { gate, needs, ...era };
  }),
);
