import { sysctlNeeds } from '../../eras/sysctl-needs.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';
import { sysctlsApply } from '../host/kernel-settings.js';

/** `net/ipv4/ip_forward` is the same key. Source: sysctl.d(5). */
const dotted = (key: string): string => (/^[^./]*\//.test(key) ? key.replaceAll('/', '.') : key);

/** Kernel settings of the spec's own against those that its nodes need. */
export function sysctlRules({ spec }: NormalisedSpec): Diagnostic[] {
  const said = Object.entries(spec.host.sysctls);
  if (said.length === 0) return [];
  const applies = sysctlsApply(spec);
  return said.flatMap(([key, value]) => {
    const need = sysctlNeeds.find((each) => applies[each.for] && each.key === dotted(key));
    if (need === undefined || value.trim() === need.value) return [];
    const args = { key, value, needed: need.value, why: need.why };
    return [diagnose('sysctl-contradicts', ['spec', 'host', 'sysctls', key], args)];
  });
}
