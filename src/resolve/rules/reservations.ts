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
    .flatMap((scope) => [...cpuProblems(scope), ...swapProblems(scope)])
    .filter(({ code, path }) => {
      const key = JSON.stringify([code, path]);
      return !seen.has(key) && seen.add(key);
    });
}
