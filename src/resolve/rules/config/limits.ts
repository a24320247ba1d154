import { type GatedField, kubeletGatedFields, loggingGatedFields } from '../../../eras/config-gates.js';
import { kubeletLimits, kubeProxyLimits, type Limit } from '../../../eras/config-limits.js';
import { kubeletWords, kubeProxyWords, type WordEra } from '../../../eras/config-words.js';
import { gateIn } from '../../../eras/feature-gates.js';
import { holdsIn, spanAt } from '../../../eras/lookup.js';
import { diagnose } from '../../../spec/diagnose.js';
import type { Diagnostic } from '../../../spec/diagnostic.js';
import { wordProblems } from './values.js';
import type { ConfigView } from './view.js';

const tables = {
  kubelet: { limits: kubeletLimits, words: kubeletWords, gated: [...kubeletGatedFields, ...loggingGatedFields] },
  'kube-proxy': { limits: kubeProxyLimits, words: kubeProxyWords, gated: loggingGatedFields },
} as const;

const isInMode = ({ mode }: Limit, { text }: ConfigView): boolean => mode === undefined || text('mode') === mode;

/** Numbers and durations beyond what a release takes. */
function limitProblems(limit: Limit, view: ConfigView): Diagnostic[] {
  const { field, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = limit;
  const said = view.value(field);
  if (said === undefined || !holdsIn(limit, view.version) || !isInMode(limit, view)) return [];
  const amount = limit.duration ? view.seconds(field, 0) : Number(said);
  if ((min <= amount && amount <= max) || (limit.zero && amount === 0)) return [];
  const { kind, path } = view;
  const args = { field, kind, value: String(said), range: limit.range ?? `${limit.min} to ${limit.max}` };
  return [diagnose('config-value-range', [...path, ...field.split('.')], args)];
}

function ofWords(field: string, eras: readonly WordEra[], view: ConfigView): Diagnostic[] {
  const said = view.value(field);
  const era = spanAt(eras, view.version);
  if (said === undefined || era === undefined) return [];
  const at = [...view.path, ...field.split('.')];
  const named = { field, kind: view.kind };
  if (!Array.isArray(said)) return wordProblems(said, era.words, at, named);
  return said.flatMap((each, index) => wordProblems(each, era.words, [...at, index], named));
}

const isZero = (value: unknown): boolean =>
  value === '' || value === false || value === 0 || (typeof value === 'string' && /^0[a-z]*$/.test(value));

function gateProblems(gated: GatedField, view: ConfigView): Diagnostic[] {
  const { field, gate, free } = gated;
  const said = view.value(field);
  if (said === undefined || isZero(said) || said === free || !holdsIn(gated, view.version) || view.enabled(gate))
    return [];
  if (typeof said === 'object' && said !== null && Object.keys(said).length === 0 && !gated.evenEmpty) return [];
  const { kind, program, version, path } = view;
  const canBeOn = gateIn(gate, version)?.locked === false;
  const args = {
    field,
    kind,
    gate,
    program,
    version,
    ...(canBeOn ? { switch: gate, place: [...path, 'featureGates'].join('.') } : {}),
  };
  return [diagnose('config-needs-gate', [...path, ...field.split('.')], args, 'key')];
}

/** What single fields may not say in a release: out of range, no word that it knows, or behind a gate that is off. */
export function limitsOf(view: ConfigView): Diagnostic[] {
  const { limits, words, gated } = tables[view.program];
  return [
    ...limits.flatMap((limit) => limitProblems(limit, view)),
    ...Object.entries(words).flatMap(([field, eras]) => ofWords(field, eras, view)),
    ...gated.flatMap((each) => gateProblems(each, view)),
  ];
}
