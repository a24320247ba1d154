import { settingsIn } from '../../eras/kubernetes.js';
import { firstWith } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { type Spec, settingsOf } from './rule.js';

/** Whether the programs read a configuration file, where the spec asks for one. */
export function settingsRules(spec: Spec): Diagnostic[] {
  const { version } = spec.kubernetes;
  const since = firstWith(settingsIn, (place) => place === 'file');
  return (['kubelet', 'proxy'] as const).flatMap((key) => {
    const asked = spec[key]?.settings === 'file' && settingsOf({ ...spec, [key]: {} }, key) === 'flags';
    const program = key === 'proxy' ? 'kube-proxy' : 'kubelet';
    const args = { program, version, since };
    return asked ? [diagnose('settings-file-too-new', ['spec', key, 'settings'], args)] : [];
  });
}
