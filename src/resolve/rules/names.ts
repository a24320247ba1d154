import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { pathText } from '../../spec/path-text.js';
import type { NormalisedSpec } from '../full-spec.js';
import type { Claimant } from './machines.js';

/** Linux has 64 bytes for a host name, and the label kubernetes.io/hostname 63. */
const longest = 63;

function lengthProblems({ path, name, count }: Claimant): Diagnostic[] {
  const whole = count === undefined ? name : `${name}-${count - 1}`;
  if (whole.length <= longest) return [];
  return [diagnose('name-too-long', [...path, 'name'], { name: whole, length: whole.length })];
}

/**
 * Names that two machines would have. A pool's machine is NAME-N, and only a worker can be called the same without the
 * pools being: `a-1` as a pool makes `a-1-0`, which no pool `a` makes.
 */
function sharedNames(all: readonly Claimant[]): Diagnostic[] {
  const singles = new Map<string, Claimant>();
  const pools = new Map<string, Claimant>();
  const found: Diagnostic[] = [];
  const take = (taken: Map<string, Claimant>, claimant: Claimant, name: string) => {
    const other = taken.get(claimant.name);
    if (other === undefined) taken.set(claimant.name, claimant);
    else found.push(diagnose('name-taken', [...claimant.path, 'name'], { name, other: pathText(other.path) }));
  };
  for (const claimant of all) {
    if (claimant.count === undefined) take(singles, claimant, claimant.name);
    else take(pools, claimant, `${claimant.name}-0`);
  }
  for (const { path, name } of singles.values()) {
    const [, base = '', digits] = /^(.+)-(0|[1-9]\d*)$/.exec(name) ?? [];
    const pool = pools.get(base);
    if (pool === undefined || !(Number(digits) < (pool.count ?? 0))) continue;
    found.push(diagnose('name-taken', [...path, 'name'], { name, other: pathText(pool.path) }));
  }
  return found;
}

/** No machine twice, none with a name that cannot be a host name, and at least one. */
export function nameRules({ given }: NormalisedSpec, all: readonly Claimant[]): Diagnostic[] {
  if (all.length === 0) {
    const written = given.workers ? 'workers' : given.pools ? 'pools' : undefined;
    return [diagnose('no-workers', written ? ['spec', written] : ['spec'], {}, 'key')];
  }
  return [...sharedNames(all), ...all.flatMap(lengthProblems)];
}
