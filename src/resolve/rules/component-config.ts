import { type Fields, kubeletFields, kubeProxyFields } from '../../eras/config-fields.js';
import { kubeletFlags, kubeProxyFlags } from '../../eras/flags.js';
import { kubeletSettingFlags, kubeProxySettingFlags } from '../../eras/settings.js';
import type { Flags } from '../../generated/full-cluster-spec.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { Mapping } from '../../spec/mapping.js';
import { hasErrors } from '../../spec/severity.js';
import { settingsDefault } from '../defaults.js';
import type { FullProxy, FullSpec, NormalisedSpec } from '../full-spec.js';
import { laidOver } from '../node/kubelet.js';
import { fieldProblems } from './config/fields.js';
import { fingerprint, flagRelations } from './config/flag-relations.js';
import { flagValueProblems } from './config/flag-values.js';
import { featureGateProblems, type GatedProgram } from './config/gates.js';
import { configRelations } from './config/relations.js';

/** A field that another part of the spec decides: where, and what that says (undefined: always another). */
interface Owner {
  readonly source: string;
  readonly value?: unknown;
}

interface Component {
  readonly key: 'kubelet' | 'proxy';
  readonly program: GatedProgram['program'];
  readonly kind: string;
  /** Where its settings stand. */
  readonly settings: 'file' | 'flags';
  readonly fields: () => Fields;
  /** What holds where the configuration says nothing: by the rest of the spec. */
  readonly assumed: Mapping;
  /** The flag that says the same as a field. */
  readonly flagOf: (field: string) => string | undefined;
  readonly owners: Readonly<Record<string, Owner>>;
}

/** `maxPods` is --max-pods, and where a flag has another name we know it if the documents set it. */
function flagFinder(settings: Readonly<Record<string, string>>, flags: object): Component['flagOf'] {
  return (field) => {
    const words = field.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2');
    const flag = settings[field] ?? words.toLowerCase();
    return Object.hasOwn(flags, flag) ? flag : undefined;
  };
}

function kubelet({ spec, given }: NormalisedSpec): Component {
  const { network, runtime } = spec;
  const { staticPods, flags, settings } = spec.kubelet;
  const { dnsAddress } = given.network;
  return {
    key: 'kubelet',
    program: 'kubelet',
    kind: 'KubeletConfiguration',
    settings,
    fields: kubeletFields,
    assumed: gatesByFlag(flags['feature-gates']),
    flagOf: flagFinder(kubeletSettingFlags, kubeletFlags()),
    owners: {
      clusterDNS: { source: 'spec.network.dnsAddress', value: dnsAddress === undefined ? undefined : [dnsAddress] },
      clusterDomain: { source: 'spec.network.domain', value: network.domain },
      cgroupDriver: { source: 'spec.runtime.cgroupDriver', value: runtime.cgroupDriver },
      containerRuntimeEndpoint: { source: 'spec.runtime' },
      registerWithTaints: { source: 'the taints of spec.workers and spec.pools' },
      staticPodPath: { source: 'spec.kubelet.staticPods', value: staticPods },
    },
  };
}

function kubeProxy({ spec: { network }, given }: NormalisedSpec, { mode, flags, settings }: FullProxy): Component {
  return {
    key: 'proxy',
    program: 'kube-proxy',
    kind: 'KubeProxyConfiguration',
    settings,
    fields: kubeProxyFields,
    assumed: { mode, ...gatesByFlag(flags['feature-gates']) },
    flagOf: flagFinder(kubeProxySettingFlags, kubeProxyFlags()),
    owners: {
      clusterCIDR: { source: 'spec.network.podCIDR', value: network.podCIDR },
      mode: { source: 'spec.proxy.mode', value: given.proxy?.mode },
      hostnameOverride: { source: 'the names of spec.workers and spec.pools' },
    },
  };
}

/** A cache on the node itself listens on a link-local address; it asks the cluster's DNS server, whose address stays. */
function isNodeLocal(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((each) => /^169\.254\.\d+\.\d+$/.test(String(each)));
}

/** Fields that are the header's, that have no file to stand in, or that another part of the spec decides. */
function placeProblem(
  field: string,
  value: unknown,
  path: SpecPath,
  component: Component,
  spec: FullSpec,
): Diagnostic[] {
  const { key, kind, owners, settings, flagOf } = component;
  if (field === 'apiVersion' || field === 'kind') return [diagnose('config-header', path, { field, kind }, 'key')];
  const owner = Object.hasOwn(owners, field) ? owners[field] : undefined;
  if (settings === 'flags') {
    const flag = flagOf(field);
    const place = owner?.source ?? (flag === undefined ? undefined : `spec.${key}.flags, as ${flag}`);
    // Whether this release's programs read their settings from a file at all.
    const file = settingsDefault(spec) === 'file' ? 'file' : undefined;
    return [diagnose('config-without-file', path, { field, kind, key, place, file }, 'key')];
  }
  if (owner === undefined || JSON.stringify(owner.value) === JSON.stringify(value)) return [];
  if (field === 'clusterDNS' && isNodeLocal(value)) return [];
  return [diagnose('config-field-owned', path, { field, kind, source: owner.source }, 'key')];
}

/** Problems of a configuration; `above` is the cluster's, over which a machine's own is laid. */
function configProblems(
  config: Mapping,
  path: SpecPath,
  component: Component,
  spec: FullSpec,
  above?: Mapping,
): Diagnostic[] {
  const { kind, program } = component;
  const { version } = spec.kubernetes;
  const ofFields = Object.entries(config).flatMap(([field, value]) => {
    const misplaced = placeProblem(field, value, [...path, field], component, spec);
    if (misplaced.some(({ code }) => code !== 'config-field-owned')) return misplaced;
    const wrong = fieldProblems({ [field]: value }, component.fields(), { path, above: '', kind, version });
    if (wrong.length > 0) return wrong;
    const ofGates = field === 'featureGates' ? featureGateProblems(value, [...path, field], { program, version }) : [];
    return [...misplaced, ...ofGates];
  });
  // How fields go together is only to be told of a configuration that can be read.
  if (Object.keys(config).length === 0 || hasErrors(ofFields)) return ofFields;
  const about = { path, kind, program, version };
  const known = new Set(above === undefined ? [] : configRelations(above, about).map(fingerprint));
  const together = configRelations(laidOver(above ?? component.assumed, config), about);
  return [...ofFields, ...together.filter((each) => !known.has(fingerprint(each)))];
}

/** A component with what the spec gives it, or one machine of its own. */
interface Given {
  readonly at: SpecPath;
  readonly config: Mapping;
  readonly flags: Flags;
}

/** What flags say over the configuration; `above` are the cluster's, over which a machine's own are laid. */
function flagProblems({ at, config, flags }: Given, component: Component, spec: FullSpec, above?: Given): Diagnostic[] {
  const { kind, program, fields, assumed } = component;
  const all = { ...above?.flags, ...flags };
  const about = { kind, program, version: spec.kubernetes.version };
  const texts = Object.entries(all).filter((each): each is [string, string] => each[1] !== null);
  if (texts.length === 0 || texts.some(([flag, text]) => flagValueProblems(flag, text, at, about).length > 0))
    return [];
  return flagRelations({
    about: { ...about, path: [...at, 'config'] },
    fields: fields(),
    config: laidOver(above ? laidOver(assumed, above.config) : assumed, config),
    flags: all,
    placeOf: (flag) => [...(Object.hasOwn(flags, flag) ? at : (above?.at ?? at)), 'flags', flag],
  });
}

/** Fields and flags of one component, each by itself and both together. */
function givenProblems(given: Given, component: Component, spec: FullSpec, above?: Given): Diagnostic[] {
  const { at, config, flags } = given;
  const base = above && laidOver(component.assumed, above.config);
  const ofFile = configProblems(config, [...at, 'config'], component, spec, base);
  if (hasErrors(ofFile) || Object.keys({ ...config, ...flags }).length === 0) return ofFile;
  const known = new Set(above === undefined ? [] : flagProblems(above, component, spec).map(fingerprint));
  return [...ofFile, ...flagProblems(given, component, spec, above).filter((each) => !known.has(fingerprint(each)))];
}

/** What the spec lays over the kubelet's and kube-proxy's configuration and flags, the cluster's and single machines'. */
export function componentConfigRules(normal: NormalisedSpec): Diagnostic[] {
  const { spec } = normal;
  const { proxy } = spec;
  const ofKubelet = kubelet(normal);
  const cluster: Given = { at: ['spec', 'kubelet'], ...spec.kubelet };
  return [
    ...givenProblems(cluster, ofKubelet, spec),
    ...(proxy ? givenProblems({ at: ['spec', 'proxy'], ...proxy }, kubeProxy(normal, proxy), spec) : []),
    ...(['workers', 'pools'] as const).flatMap((kind) =>
      spec[kind].flatMap((machine, index) =>
        givenProblems({ at: ['spec', kind, index, 'kubelet'], ...machine.kubelet }, ofKubelet, spec, cluster),
      ),
    ),
  ];
}

/** Gates that the flag sets beside those of the file; a flag's count. */
function gatesByFlag(text: unknown): Mapping {
  const pairs =
    typeof text === 'string' ? text.split(',').map((pair) => pair.split('=').map((word) => word.trim())) : [];
  const gates = pairs.flatMap(([gate = '', value = '']) => (gate === '' ? [] : [[gate, /^(1|t|true)$/i.test(value)]]));
  return gates.length > 0 ? { featureGates: Object.fromEntries(gates) } : {};
}
