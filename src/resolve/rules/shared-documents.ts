import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import { missingKey } from '../../spec/mistake.js';
import type { FullSpec, NormalisedSpec } from '../full-spec.js';
import { holdsToken } from '../node/identities.js';

type Pool = FullSpec['pools'][number];

/** What one document cannot say for several machines. */
function problemsOf(pool: Pool, path: SpecPath, spec: FullSpec): Diagnostic[] {
  const { name, podCIDR } = spec.target.identity;
  const { plugin } = spec.cni;
  const at = [...path, 'document'];
  const fixed = (['podCIDR', 'firstAddress'] as const)
    .filter((key) => pool[key].length > 0)
    .map((key) => {
      const what = key === 'podCIDR' ? 'a pod CIDR' : 'an address';
      return diagnose('shared-document-fixed', [...path, key], { what, pool: pool.name }, 'key');
    });
  return [
    ...(holdsToken(spec) ? [] : [diagnose('shared-document-keys', at, { pool: pool.name })]),
    ...(name === 'spec' ? [diagnose('shared-document-name', at, { pool: pool.name })] : []),
    ...(plugin === 'bridge' && podCIDR === 'spec' ? [diagnose('shared-document-range', at, { pool: pool.name })] : []),
    ...fixed,
  ];
}

/** One document for a whole pool: whether its machines find out at boot all that differs. */
export function sharedDocumentRules({ spec, given }: NormalisedSpec): Diagnostic[] {
  return spec.pools.flatMap((pool, index) => {
    const path = ['spec', 'pools', index];
    if (pool.document === 'shared') return problemsOf(pool, path, spec);
    return given.pools?.[index]?.count === undefined ? [missingKey(path, 'count')] : [];
  });
}
