import { resolverFiles } from '../../eras/resolver.js';
import { systems } from '../../eras/systems.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';

/** Settings of the machine that nothing on its system reads. */
export function hostSettingRules({ spec: { host, target } }: NormalisedSpec): Diagnostic[] {
  const { servers, search } = host.resolver;
  if (servers.length + search.length === 0 || systems[target.os].resolvConf !== resolverFiles.plain) return [];
  const args = { setting: 'host.resolver', os: target.os, why: 'it does not run systemd-resolved' };
  return [diagnose('host-setting-unread', ['spec', 'host', 'resolver'], args, 'key')];
}
