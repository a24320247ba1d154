import { cniSpecs, newestDefaultSpec, pluginSpecs } from '../eras/cni.js';
import { flannelInBundle, flannelPluginSpecs } from '../eras/flannel.js';
import { eraAt } from '../eras/lookup.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import { cniReader } from './cni-reader.js';
import { takesDockerBridge } from './docker-bridge.js';
import { dockerOnFlannel, resolveFlannel } from './flannel.js';
import { isBootstrapped } from './identities.js';
import type { Releases } from './releases.js';
import type { ResolvedCni } from './resolved.js';

type Spec = ClusterSpec['spec'];

const age = (spec: string): number => (cniSpecs as readonly string[]).indexOf(spec);
const older = (a: string, b: string): string => (age(a) <= age(b) ? a : b);

/** The pods' network, with a CNI specification that both the plugins and the runtime read. */
export function resolveCni(spec: Spec, releases: Releases): { cni: ResolvedCni; diagnostics: Diagnostic[] } {
  const { cni = {} } = spec;
  const { cniVersion, diagnostics } = resolveCniVersion(spec, releases);
  const { flannel, diagnostics: ofFlannel } = cni.flannel
    ? resolveFlannel(cni.flannel, isBootstrapped(spec) ? 'kubelet' : 'own')
    : { flannel: null, diagnostics: [] };
  return {
    cni: {
      plugin: cni.plugin ?? 'bridge',
      cniVersion,
      bridge: cni.bridge ?? 'cni0',
      hairpinMode: cni.hairpinMode ?? true,
      hostPorts: cni.hostPorts ?? true,
      flannel,
      dockerNetwork: takesDockerBridge(spec) ? dockerOnFlannel : null,
    },
    diagnostics: [...diagnostics, ...ofFlannel],
  };
}

function resolveCniVersion({ cni = {}, runtime }: Spec, releases: Releases) {
  const { cni: plugins, flannelCniPlugin } = releases;
  const own = cni.plugin === 'flannel' && !eraAt(flannelInBundle, plugins);
  const bundled = eraAt(pluginSpecs, plugins);
  const byPlugins = own ? older(bundled, eraAt(flannelPluginSpecs, flannelCniPlugin)) : bundled;
  const { reader, reads: byRuntime } = cniReader(releases, runtime?.criDockerd);
  const cniVersion = cni.cniVersion ?? older(older(byPlugins, byRuntime), newestDefaultSpec);
  const unread = age(cniVersion) < 0 || age(cniVersion) > Math.min(age(byPlugins), age(byRuntime));
  const diagnostics = unread
    ? [
        diagnose('cni-version-unread', ['spec', 'cni', 'cniVersion'], {
          cniVersion,
          plugins,
          pluginsRead: byPlugins,
          runtime: reader,
          runtimeReads: byRuntime,
        }),
      ]
    : [];
  return { cniVersion, diagnostics };
}
