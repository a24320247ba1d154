import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import { missingKey } from '../../spec/mistake.js';
import { isBootstrapped } from '../identities.js';
import type { Spec } from './rule.js';

type Pool = NonNullable<Spec['pools']>[number];

/** What one document cannot say for several machines. */
function problemsOf(pool: Pool, path: SpecPath, spec: Spec): Diagnostic[] {
  const { name = 'spec', podCIDR = 'spec' } = spec.target.identity ?? {};
  const { plugin = 'bridge' } = spec.cni ?? {};
  const at = [...path, 'document'];
  const fixed = (['podCIDR', 'firstAddress'] as const)
    .filter((key) => pool[key] !== undefined)
    .map((key) => {
      const what = key === 'podCIDR' ? 'a range of pods' : 'an address';
      return diagnose('shared-document-fixed', [...path, key], { what, pool: pool.name }, 'key');
    });
  return [
    ...(isBootstrapped(spec) ? [] : [diagnose('shared-document-keys', at, { pool: pool.name })]),
    ...(name === 'spec' ? [diagnose('shared-document-name', at, { pool: pool.name })] : []),
    ...(plugin === 'bridge' && podCIDR === 'spec' ? [diagnose('shared-document-range', at, { pool: pool.name })] : []),
    ...fixed,
  ];
}

/** One document for a whole pool: whether its machines find out at boot all that differs. */
export function sharedDocumentRules(spec: Spec): Diagnostic[] {
  return (spec.pools ?? []).flatMap((pool, index) => {
    const path = ['spec', 'pools', index];
    if (pool.document === 'shared') return problemsOf(pool, path, spec);
    return pool.count === undefined ? [missingKey(path, 'count')] : [];
  });
}
