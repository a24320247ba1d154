import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { quantityOf } from '../../spec/go-values.js';
import { isMapping } from '../../spec/mapping.js';
import { isOf, type KubeletScope, kubeletScopes } from './kubelet-said.js';
import type { Spec } from './rule.js';

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
  const policy = scope.said('cpuManagerPolicy', 'cpu-manager-policy')?.value ?? 'none';
  if (options === undefined || !isGiven || policy !== 'none') return [];
  const args = {
    field: 'cpuManagerPolicyOptions',
    kind: 'KubeletConfiguration',
    why: 'needs cpuManagerPolicy to be static',
  };
  return [diagnose('config-contradiction', options.path, args)];
}

const mebi = 2 ** 20;

/** What a kubelet keeps free of memory before it evicts; undefined where that depends on the machine. */
function evictedBelow(scope: KubeletScope): number | undefined {
  const said = scope.said('evictionHard', 'eviction-hard')?.value;
  // Source: kubernetes/kubernetes pkg/kubelet/apis/config/v1beta1/defaults_linux.go, DefaultEvictionHard.
  if (said === undefined) return 100 * mebi;
  const signal = 'memory.available';
  const byFlag = new RegExp(`${signal.replace('.', '\\.')}<([^,]*)`).exec(String(said))?.[1];
  const amount = isMapping(said) ? said[signal] : byFlag;
  if (amount === undefined) return scope.said('mergeDefaultEvictionSettings')?.value === true ? 100 * mebi : 0;
  return quantityOf(String(amount));
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

/** Swap that pods may use, on a machine whose swap is off. */
function swapProblems(scope: KubeletScope): Diagnostic[] {
  const behavior = scope.said('memorySwap.swapBehavior');
  const fails = scope.said('failSwapOn', 'fail-swap-on');
  if (!['LimitedSwap', 'UnlimitedSwap'].includes(String(behavior?.value)) || String(fails?.value) === 'false')
    return [];
  const place = fails?.path.join('.') ?? scope.placeOf('failSwapOn', 'fail-swap-on');
  const way = place.includes('.flags.') ? { flag: place } : { field: place };
  // Of a machine that differs from the cluster in one of the two, that one is meant.
  const at = [behavior?.path, fails?.path].find((path) => isOf(scope, path)) ?? behavior?.path ?? scope.path;
  return [diagnose('swap-off', at, { behavior: String(behavior?.value), ...way })];
}

/** Settings of the kubelet that need others, as it finds once it has read them: its validation passes them. */
export function reservationRules(spec: Spec): Diagnostic[] {
  const seen = new Set<string>();
  return kubeletScopes(spec)
    .flatMap((scope) => [
      ...cpuProblems(scope),
      ...optionProblems(scope),
      ...memoryProblems(scope),
      ...swapProblems(scope),
    ])
    .filter(({ code, path }) => {
      const key = JSON.stringify([code, path]);
      return !seen.has(key) && seen.add(key);
    });
}
