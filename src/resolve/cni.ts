import { cniSpecs, containerdSpecs, newestDefaultSpec, pluginSpecs } from '../eras/cni.js';
import { eraAt } from '../eras/lookup.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import type { Releases } from './releases.js';
import type { ResolvedCni } from './resolved.js';

const age = (spec: string): number => (cniSpecs as readonly string[]).indexOf(spec);

/** The CNI conf's settings, with a specification that both the plugins and the runtime read. */
export function resolveCni(
  { cni = {} }: ClusterSpec['spec'],
  { cni: plugins, containerd }: Releases,
): { cni: ResolvedCni; diagnostics: Diagnostic[] } {
  const byPlugins = eraAt(pluginSpecs, plugins);
  const byRuntime = eraAt(containerdSpecs, containerd);
  const oldest = [byPlugins, byRuntime, newestDefaultSpec].sort((a, b) => age(a) - age(b))[0] ?? newestDefaultSpec;
  const cniVersion = cni.cniVersion ?? oldest;
  const unread = age(cniVersion) < 0 || age(cniVersion) > Math.min(age(byPlugins), age(byRuntime));
  const diagnostics = unread
    ? [
        diagnose('cni-version-unread', ['spec', 'cni', 'cniVersion'], {
          cniVersion,
          plugins,
          pluginsRead: byPlugins,
          runtime: `containerd ${containerd}`,
          runtimeReads: byRuntime,
        }),
      ]
    : [];
  return {
    cni: {
      cniVersion,
      bridge: cni.bridge ?? 'cni0',
      hairpinMode: cni.hairpinMode ?? true,
      hostPorts: cni.hostPorts ?? true,
    },
    diagnostics,
  };
}
