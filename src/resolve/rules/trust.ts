import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { Spec } from './rule.js';

function subjectProblems({ credentials = {} }: Spec): Diagnostic[] {
  const { kubeletSubject: subject = {} } = credentials;
  const path = ['spec', 'credentials', 'kubeletSubject'];
  const { CN, O } = subject;
  const good = { CN: 'system:node:NAME', O: 'system:nodes' };
  return [
    // One CN for all nodes can be no node's own.
    ...(CN === undefined
      ? []
      : [diagnose('subject-not-node', [...path, 'CN'], { field: 'CN', value: CN, good: good.CN })]),
    ...(O === undefined || O === good.O
      ? []
      : [diagnose('subject-not-node', [...path, 'O'], { field: 'O', value: O, good: good.O })]),
  ];
}

/** What weakens the trust between cluster, nodes and downloads: allowed, and said. */
export function trustRules(spec: Spec): Diagnostic[] {
  const overrides = Object.entries(spec.artifacts?.overrides ?? {});
  const unverified = overrides
    .filter(([, { unverified, digest }]) => unverified === true && digest === undefined)
    .map(([artifact]) => {
      const path = ['spec', 'artifacts', 'overrides', artifact, 'unverified'];
      return diagnose('artifact-unverified', path, { artifact });
    });
  return [...subjectProblems(spec), ...unverified];
}
