import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { quantityOf } from '../../spec/go-values.js';
import { isMapping } from '../../spec/mapping.js';
import type { NormalisedSpec } from '../full-spec.js';
import { isEnforced, reserves, sliceOf } from '../node/reserved-slices.js';
import { isOf, type KubeletScope, kubeletScopes } from './kubelet-said.js';

/** How much of a resource `systemReserved` and its like set aside, as a field's mapping or a flag's `cpu=1,memory=1Gi`. */
function reserved(scope: KubeletScope, field: string, flag: string, resource: string): number {
  const value = scope.said(field, flag)?.value;
  const amounts = isMapping(value)
    ? value
    : Object.fromEntries(
        String(value ?? '')
          .split(',')
          .map((pair) => pair.split('=')),
      );
  return quantityOf(String(amounts[resource] ?? '0')) ?? 0;
}

/** Source: kubernetes/kubernetes pkg/kubelet/cm/cpumanager/cpu_manager.go, NewManager. */
function cpuProblems(scope: KubeletScope): Diagnostic[] {
  const policy = scope.said('cpuManagerPolicy', 'cpu-manager-policy');
  if (policy?.value !== 'static') return [];
  const set = String(scope.said('reservedSystemCPUs', 'reserved-cpus')?.value ?? '');
  const amount =
    reserved(scope, 'systemReserved', 'system-reserved', 'cpu') +
    reserved(scope, 'kubeReserved', 'kube-reserved', 'cpu');
  if (set !== '' || amount > 0) return [];
  const place = scope.placeOf('systemReserved', 'system-reserved');
  const isFlag = place.includes('.flags.');
  const own = isFlag ? scope.said('systemReserved', 'system-reserved')?.value : undefined;
  const wanted = isFlag ? [...(own ? [String(own)] : []), 'cpu=500m'].join(',') : '500m';
  return [diagnose('cpus-not-reserved', policy.path, { place: isFlag ? place : `${place}.cpu`, wanted })];
}

/** Source: kubernetes/kubernetes pkg/kubelet/cm/cpumanager/policy_none.go, NewNonePolicy. */
function optionProblems(scope: KubeletScope): Diagnostic[] {
  const options = scope.said('cpuManagerPolicyOptions', 'cpu-manager-policy-options');
  const isGiven = isMapping(options?.value) ? Object.keys(options.value).length > 0 : Boolean(options?.value);
  const policy = scope.settled('cpuManagerPolicy', 'cpu-manager-policy');
  if (options === undefined || !isGiven || policy !== 'none') return [];
  const args = {
    field: 'cpuManagerPolicyOptions',
    kind: 'KubeletConfiguration',
    why: 'needs cpuManagerPolicy to be static',
  };
  return [diagnose('config-contradiction', options.path, args)];
}

const mebi = 2 ** 20;

/** The amount of memory at which pods are evicted, of a field's mapping or a flag's `memory.available<100Mi`. */
function memorySignal(thresholds: unknown): unknown {
  if (isMapping(thresholds)) return thresholds['memory.available'];
  return /memory\.available<([^,]*)/.exec(String(thresholds))?.[1];
}

/** What a kubelet keeps free of memory before it evicts; undefined where that depends on the machine. */
function evictedBelow(scope: KubeletScope): number | undefined {
  const amount = memorySignal(scope.settled('evictionHard', 'eviction-hard'));
  if (amount !== undefined) return quantityOf(String(amount));
  if (scope.said('mergeDefaultEvictionSettings')?.value !== true) return 0;
  return quantityOf(String(memorySignal(scope.standard('evictionHard'))));
}

/** The memory that NUMA nodes set aside, by the field's list or the flag's `0:memory=1Gi;1:memory=1Gi`. */
function reservedOnNodes(scope: KubeletScope): number {
  const said = scope.said('reservedMemory', 'reserved-memory')?.value;
  const amounts = Array.isArray(said)
    ? said.map((each) => (isMapping(each) && isMapping(each.limits) ? each.limits.memory : undefined))
    : [...String(said ?? '').matchAll(/[:,]memory=([^,;]*)/g)].map(([, amount]) => amount);
  return amounts.reduce<number>((sum, amount) => sum + (quantityOf(String(amount ?? '0')) ?? 0), 0);
}

/** Source: kubernetes/kubernetes pkg/kubelet/cm/memorymanager/memory_manager.go, validateReservedMemory; since v1.21. */
function memoryProblems(scope: KubeletScope): Diagnostic[] {
  const policy = scope.said('memoryManagerPolicy', 'memory-manager-policy');
  const evicted = evictedBelow(scope);
  if (policy?.value !== 'Static' || evicted === undefined) return [];
  const needed =
    evicted +
    reserved(scope, 'systemReserved', 'system-reserved', 'memory') +
    reserved(scope, 'kubeReserved', 'kube-reserved', 'memory');
  const has = reservedOnNodes(scope);
  if (has === needed) return [];
  const inMebi = (bytes: number): string => (bytes % mebi === 0 ? `${bytes / mebi}Mi` : String(bytes));
  return [diagnose('memory-not-reserved', policy.path, { has: inMebi(has), needed: inMebi(needed) })];
}

/** Source: kubernetes/kubernetes pkg/kubelet/cm/node_container_manager_linux.go, enforceExistingCgroup. */
function enforcementProblems(scope: KubeletScope, auto: boolean): Diagnostic[] {
  const enforced = scope.said('enforceNodeAllocatable', 'enforce-node-allocatable');
  if (enforced === undefined) return [];
  return reserves
    .filter(({ owner }) => isEnforced(enforced.value, owner))
    .flatMap(({ owner, field, flag }): Diagnostic[] => {
      const cgroup = scope.said(field, flag);
      const amounts = scope.said(`${owner}Reserved`, `${owner}-reserved`)?.value;
      const hasAmounts = (owner === 'kube' && auto) || (isMapping(amounts) ? Object.keys(amounts).length > 0 : amounts);
      const place = scope.placeOf(`${owner}Reserved`, `${owner}-reserved`);
      const way = place.includes('.flags.')
        ? { place, wanted: 'memory=256Mi' }
        : { place: `${place}.memory`, wanted: '256Mi' };
      const args = { reserve: `${owner}Reserved`, ...way };
      return [
        // Without one, its validation tells.
        ...(cgroup && cgroup.value !== '' && sliceOf(cgroup.value) === undefined
          ? [diagnose('reserve-not-in-slice', cgroup.path, { cgroup: String(cgroup.value), slice: `/${owner}.slice` })]
          : []),
        ...(hasAmounts ? [] : [diagnose('reserve-empty', enforced.path, args)]),
      ];
    });
}

/** Swap that pods may use on a machine that has none, and a machine that has some with a kubelet that refuses it. */
function swapProblems(scope: KubeletScope, hasSwap: boolean, refused: boolean): Diagnostic[] {
  const behavior = scope.said('memorySwap.swapBehavior');
  const fails = scope.said('failSwapOn', 'fail-swap-on');
  const wants = ['LimitedSwap', 'UnlimitedSwap'].includes(String(behavior?.value));
  const lives = String(fails?.value) === 'false';
  if (hasSwap) {
    // What host.swap sets by itself is taken back.
    const refuses = fails !== undefined && !lives;
    return refuses ? [diagnose('swap-refused', fails.path, { setting: fails.path.slice(1).join('.') })] : [];
  }
  if (wants && lives)
    return [diagnose('swap-not-made', behavior?.path ?? scope.path, { behavior: String(behavior?.value) })];
  if (!wants) return [];
  const way = fails ? { said: fails.path.join('.') } : { swap: refused ? undefined : 'spec.host.swap.size' };
  // Of a machine that differs from the cluster in one of the two, that one is meant.
  const at = [behavior?.path, fails?.path].find((path) => isOf(scope, path)) ?? behavior?.path ?? scope.path;
  return [diagnose('swap-off', at, { behavior: String(behavior?.value), ...way })];
}

/** Settings of the kubelet that need others, as it finds once it has read them: its validation passes them. */
export function reservationRules({ spec }: NormalisedSpec): Diagnostic[] {
  const seen = new Set<string>();
  const scopes = kubeletScopes(spec);
  // One that says so itself would not start beside host.swap.
  const refused = scopes.some((scope) => scope.said('failSwapOn', 'fail-swap-on') !== undefined);
  return scopes
    .flatMap((scope) => [
      ...cpuProblems(scope),
      ...optionProblems(scope),
      ...memoryProblems(scope),
      ...enforcementProblems(scope, spec.kubelet.reserved === 'auto'),
      ...swapProblems(scope, spec.host.swap !== null, refused),
    ])
    .filter(({ code, path }) => {
      const key = JSON.stringify([code, path]);
      return !seen.has(key) && seen.add(key);
    });
}
