import { type SysctlNeed, sysctlNeeds } from '../../eras/sysctl-needs.js';
import { systems } from '../../eras/systems.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { proxyModeOf } from '../proxy.js';
import { kubeletScopes } from './kubelet-said.js';
import type { Spec } from './rule.js';

/** `net/ipv4/ip_forward` is the same key. Source: sysctl.d(5). */
const dotted = (key: string): string => (/^[^./]*\//.test(key) ? key.replaceAll('/', '.') : key);

function appliesTo(spec: Spec): Readonly<Record<SysctlNeed['for'], boolean>> {
  const { plugin = 'bridge' } = spec.cni ?? {};
  return {
    always: true,
    bridged: plugin !== 'none' && proxyModeOf(spec, systems[spec.target.os]) !== 'none',
    protected: kubeletScopes(spec).some(
      ({ said }) => String(said('protectKernelDefaults', 'protect-kernel-defaults')?.value) === 'true',
    ),
  };
}

/** Kernel settings of the spec's own against those that its nodes need. */
export function sysctlRules(spec: Spec): Diagnostic[] {
  const said = Object.entries(spec.host?.sysctls ?? {});
  if (said.length === 0) return [];
  const applies = appliesTo(spec);
  return said.flatMap(([key, value]) => {
    const need = sysctlNeeds.find((each) => applies[each.for] && each.key === dotted(key));
    if (need === undefined || value.trim() === need.value) return [];
    const args = { key, value, needed: need.value, why: need.why };
    return [diagnose('sysctl-contradicts', ['spec', 'host', 'sysctls', key], args)];
  });
}
