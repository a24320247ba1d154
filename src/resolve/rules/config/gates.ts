import { type GateEra, gateIn, gateNeeds, gates } from '../../../eras/feature-gates.js';
import { type Gap, gapAt, holdsIn } from '../../../eras/lookup.js';
import { diagnose } from '../../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../../spec/diagnostic.js';
import { isMapping } from '../../../spec/mapping.js';
import { suggestionFor } from '../../../spec/suggestion.js';
import type { ConfigView } from './view.js';

/** A program of a release that reads feature gates. */
export interface GatedProgram {
  readonly program: 'kubelet' | 'kube-proxy';
  readonly version: string;
}

/** A gate that the release does not have, by what its other releases say. */
function absent(gate: string, eras: readonly GateEra[], { since, until }: Gap, path: SpecPath, about: GatedProgram) {
  if (since !== undefined) return diagnose('feature-gate-too-new', path, { ...about, gate, since }, 'key');
  const ended = eras.at(-1)?.standard ? 'on' : 'off';
  return diagnose('feature-gate-removed', path, { ...about, gate, until, ended }, 'key');
}

function gateProblems(gate: string, value: unknown, path: SpecPath, about: GatedProgram): Diagnostic[] {
  if (value === null) return [];
  const eras = gates().get(gate);
  if (eras === undefined) {
    const near = suggestionFor(gate, [...gates().keys()]);
    return [diagnose('feature-gate-unknown', path, { ...about, gate, suggestion: near }, 'key')];
  }
  const gap = gapAt(eras, about.version);
  if (gap !== null) return [absent(gate, eras, gap, path, about)];
  const era = gateIn(gate, about.version);
  if (!era?.locked || value === era.standard || typeof value !== 'boolean') return [];
  return [diagnose('feature-gate-locked', path, { ...about, gate, value: String(era.standard), since: era.since })];
}

/** Gates of a configuration's mapping `featureGates`; what is no mapping is told by its type. */
export function featureGateProblems(value: unknown, path: SpecPath, about: GatedProgram): Diagnostic[] {
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([gate, set]) => gateProblems(gate, set, [...path, gate], about));
}

/** Gates that are on while another one that they need is off: told at the one that the spec sets. */
export function gateNeedProblems(view: ConfigView): Diagnostic[] {
  const set = view.map('featureGates');
  return gateNeeds().flatMap((need) => {
    const { gate, needs } = need;
    if (!holdsIn(need, view.version) || !view.enabled(gate) || view.enabled(needs)) return [];
    const { program, version } = view;
    const place = [gate, needs].find((name) => Object.hasOwn(set, name));
    const above = [...view.path, 'featureGates'];
    const path = [...above, ...(place === undefined ? [] : [place])];
    return [diagnose('feature-gate-needs', path, { gate, needs, program, version, place: above.join('.') })];
  });
}

/** Gates of the flag `--feature-gates`: `A=true,B=false`. Source: kubernetes/component-base featuregate Set(). */
export function featureGateFlagProblems(text: string, path: SpecPath, about: GatedProgram): Diagnostic[] {
  return text.split(',').flatMap((pair) => {
    if (pair.trim() === '') return [];
    const [gate = '', value] = pair.split('=').map((word) => word.trim());
    if (!/^([01tTfF]|true|TRUE|True|false|FALSE|False)$/.test(value ?? ''))
      return [diagnose('feature-gate-malformed', path, { program: about.program, pair: pair.trim() })];
    return gateProblems(gate, /^(1|t|true)$/i.test(value ?? ''), path, about).map(inText);
  });
}

/** The same about a gate in a flag's text: what is near it is named, and is no key of the spec to rename. */
function inText({ args: { suggestion, ...args }, ...problem }: Diagnostic): Diagnostic {
  return { ...problem, at: 'value', args: suggestion === undefined ? args : { ...args, near: suggestion } };
}
