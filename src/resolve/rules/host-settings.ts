import { kubeletAbilities } from '../../eras/kubernetes.js';
import { holdsIn } from '../../eras/lookup.js';
import { resolverFiles } from '../../eras/resolver.js';
import { systems } from '../../eras/systems.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { FullSpec, NormalisedSpec } from '../full-spec.js';

/** Settings of the machine that nothing on its system reads. */
function unread({ host, target }: FullSpec): Diagnostic[] {
  const os = systems[target.os];
  const { servers, search } = host.resolver;
  const rows: readonly (readonly [isSaid: boolean, setting: string, hasNone: boolean, why: string])[] = [
    [
      servers.length + search.length > 0,
      'resolver',
      os.resolvConf === resolverFiles.plain,
      'it does not run systemd-resolved',
    ],
    [host.kernelArguments.length > 0, 'kernelArguments', os.packageManager !== 'apt', 'it has no update-grub'],
    [host.swap !== null, 'swap', os.cgroup === 1, 'the kubelet gives pods swap only on cgroup v2'],
  ];
  return rows
    .filter(([isSaid, , hasNone]) => isSaid && hasNone)
    .map(([, setting, , why]) =>
      diagnose(
        'host-setting-unread',
        ['spec', 'host', setting],
        { setting: `host.${setting}`, os: target.os, why },
        'key',
      ),
    );
}

/** Settings that a newer kubelet is needed for. */
function tooNew({ kubernetes: { version }, kubelet, host }: FullSpec): Diagnostic[] {
  const rows: readonly (readonly [isSaid: boolean, path: SpecPath, since: string])[] = [
    [kubelet.reserved === 'auto', ['spec', 'kubelet', 'reserved'], kubeletAbilities.reserved.since],
    [
      kubelet.imageCredentialProviders.length > 0,
      ['spec', 'kubelet', 'imageCredentialProviders'],
      kubeletAbilities.imageCredentialProviders.since,
    ],
    [host.swap !== null, ['spec', 'host', 'swap'], kubeletAbilities.swap.since],
  ];
  return rows
    .filter(([isSaid, , since]) => isSaid && !holdsIn({ since }, version))
    .map(([, path, since]) => {
      const setting = path.slice(1).join('.');
      return diagnose('kubelet-ability-too-new', path, { setting, version, since }, 'key');
    });
}

/** What does not go together among disks, and what is said in two places. */
function contradictions({ host, kubelet, pools }: FullSpec): Diagnostic[] {
  const found: Diagnostic[] = [];
  const tell = (path: SpecPath, why: string, at: 'key' | 'value' = 'value'): void => {
    found.push(diagnose('host-contradiction', path, { why }, at));
  };
  for (const [index, { devices, disks, raid }] of host.disks.entries()) {
    const path = ['spec', 'host', 'disks', index];
    const count = devices.length > 0 ? devices.length : disks;
    const least = raid === '10' ? 4 : 2;
    if (raid !== null && count < least) tell([...path, 'raid'], `RAID ${raid} takes ${least} disks, not ${count}`);
    if (raid === null && count > 1) tell(path, `${count} disks make one file system only with raid`);
  }
  const shared = pools.findIndex(({ document }) => document === 'shared');
  if (host.hostName === 'spec' && shared >= 0)
    tell(['spec', 'host', 'hostName'], 'a document that machines share cannot name each of them');
  const said = kubelet.config.kubeReserved ?? kubelet.flags['kube-reserved'];
  if (kubelet.reserved === 'auto' && said !== undefined)
    tell(['spec', 'kubelet', 'reserved'], 'kubeReserved is set as well, and auto would override it');
  if (kubelet.reserved === 'auto' && kubelet.settings === 'flags')
    tell(['spec', 'kubelet', 'reserved'], 'it overrides a configuration file, but the settings are flags here');
  return found;
}

export function hostSettingRules({ spec }: NormalisedSpec): Diagnostic[] {
  return [...unread(spec), ...tooNew(spec), ...contradictions(spec)];
}
