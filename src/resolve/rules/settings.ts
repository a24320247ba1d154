import { settingsIn } from '../../eras/kubernetes.js';
import { firstWith } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { settingsDefault } from '../defaults.js';
import type { GivenSpec, NormalisedSpec } from '../full-spec.js';

/** Settings of a kube-proxy that no node runs. */
function unreadSettings(proxy: GivenSpec['proxy']): Diagnostic[] {
  return Object.keys({ ...proxy })
    .filter((key) => key !== 'mode')
    .map((key) => {
      const path = ['spec', 'proxy', key];
      const reason = 'proxy.mode is none, and there is no kube-proxy';
      return diagnose('setting-unread', path, { setting: path.join('.'), reason }, 'key');
    });
}

/** Whether there is a program that reads the settings, and from a configuration file where the spec asks for one. */
export function settingsRules({ spec, given }: NormalisedSpec): Diagnostic[] {
  const { version } = spec.kubernetes;
  const since = firstWith(settingsIn, (place) => place === 'file');
  const tooNew = (['kubelet', 'proxy'] as const).flatMap((key) => {
    if (spec[key]?.settings !== 'file' || settingsDefault(spec) === 'file') return [];
    const program = key === 'proxy' ? 'kube-proxy' : 'kubelet';
    const args = { program, version, since };
    return [diagnose('settings-file-too-new', ['spec', key, 'settings'], args)];
  });
  return [...tooNew, ...(spec.proxy === null ? unreadSettings(given.proxy) : [])];
}
