import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { Spec } from './rule.js';

function subjectProblems({ credentials = {} }: Spec): Diagnostic[] {
  const { kubeletSubject: subject = {} } = credentials;
  const path = ['spec', 'credentials', 'kubeletSubject'];
  const expected = [
    ['CN', subject.CN, 'system:node:NAME'],
    ['O', subject.O, 'system:nodes'],
  ] as const;
  return expected.flatMap(([field, value, good]) =>
    value === undefined || value === good
      ? []
      : [diagnose('subject-not-node', [...path, field], { field, value, good })],
  );
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
