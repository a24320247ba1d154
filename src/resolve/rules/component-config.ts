import { type FieldEra, kubeletFields, kubeProxyFields } from '../../eras/config-fields.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { suggestionFor } from '../../spec/suggestion.js';
import { minorOf, type Spec } from './rule.js';

/** A field that another part of the spec decides: where, and what that says (undefined: always another). */
interface Owner {
  readonly source: string;
  readonly value?: unknown;
}

interface Component {
  readonly key: 'kubelet' | 'proxy';
  readonly kind: string;
  readonly fields: Readonly<Record<string, FieldEra>>;
  readonly owners: Readonly<Record<string, Owner>>;
}

function kubelet({ network, runtime = {} }: Spec): Component {
  const { dnsAddress, domain = 'cluster.local' } = network;
  return {
    key: 'kubelet',
    kind: 'KubeletConfiguration',
    fields: kubeletFields,
    owners: {
      clusterDNS: { source: 'spec.network.dnsAddress', value: dnsAddress === undefined ? undefined : [dnsAddress] },
      clusterDomain: { source: 'spec.network.domain', value: domain },
      cgroupDriver: { source: 'spec.runtime.cgroupDriver', value: runtime.cgroupDriver ?? 'systemd' },
      containerRuntimeEndpoint: { source: 'spec.runtime' },
      registerWithTaints: { source: 'the taints of spec.workers and spec.pools' },
    },
  };
}

function kubeProxy({ network, proxy = {} }: Spec): Component {
  return {
    key: 'proxy',
    kind: 'KubeProxyConfiguration',
    fields: kubeProxyFields,
    owners: {
      clusterCIDR: { source: 'spec.network.podCIDR', value: network.podCIDR },
      mode: { source: 'spec.proxy.mode', value: proxy.mode },
      hostnameOverride: { source: 'the names of spec.workers and spec.pools' },
    },
  };
}

function fieldProblem(field: string, value: unknown, component: Component, version: string): Diagnostic[] {
  const { key, kind, fields, owners } = component;
  const path = ['spec', key, 'config', field];
  if (field === 'apiVersion' || field === 'kind') return [diagnose('config-header', path, { field, kind }, 'key')];
  const era = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (era === undefined) {
    const suggestion = suggestionFor(field, Object.keys(fields));
    return [diagnose('config-field-unknown', path, { field, kind, suggestion }, 'key')];
  }
  const minor = minorOf(version);
  if (minor < era.since) {
    return [diagnose('config-field-too-new', path, { field, kind, since: `1.${era.since}`, version }, 'key')];
  }
  if (era.until !== undefined && minor >= era.until) {
    return [diagnose('config-field-removed', path, { field, kind, until: `1.${era.until}`, version }, 'key')];
  }
  const owner = Object.hasOwn(owners, field) ? owners[field] : undefined;
  if (owner === undefined || JSON.stringify(owner.value) === JSON.stringify(value)) return [];
  return [diagnose('config-field-owned', path, { field, kind, source: owner.source }, 'key')];
}

/** Fields that the spec lays over the kubelet's and kube-proxy's configuration. */
export function componentConfigRules(spec: Spec): Diagnostic[] {
  return [kubelet(spec), kubeProxy(spec)].flatMap((component) =>
    Object.entries(spec[component.key]?.config ?? {}).flatMap(([field, value]) =>
      fieldProblem(field, value, component, spec.kubernetes.version),
    ),
  );
}
