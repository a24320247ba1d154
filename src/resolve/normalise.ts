import { usualFormats } from '../eras/envelopes.js';
import { hardeningDefault } from '../eras/hardening.js';
import { eraAt } from '../eras/lookup.js';
import { systems } from '../eras/systems.js';
import { type DefaultsTree, specDefaults } from '../generated/spec-defaults.js';
import { addressesFrom, canonicalAddress, canonicalRange, type Family, listed, rangeOf } from '../spec/addresses.js';
import { fullCni, fullDns, fullHost, fullPaths, fullProxy, fullRuntime, settingsDefault } from './defaults.js';
import type { FullNetwork, GivenSpec, NormalisedSpec, SchemaSpec } from './full-spec.js';
import { balancerAddress } from './network/balancer.js';

/**
 * Makes every default, once. A value that is given stays what it is, also a null, which takes something away. Takes what
 * the schema has passed, so releases may be older than the tables and parts may contradict each other: rules tell.
 */
export function normalise(given: GivenSpec): NormalisedSpec {
  const spec = filled(given, specDefaults) as SchemaSpec;
  const { kubernetes, network, target, kubelet } = spec;
  const os = systems[target.os];
  const controlPlane = {
    ...spec.controlPlane,
    version: spec.controlPlane.version ?? kubernetes.version,
    publicEndpoint: spec.controlPlane.publicEndpoint ?? spec.controlPlane.endpoint,
  };
  const { balancer } = controlPlane;
  const usualEndpoint = balancer === null ? controlPlane.endpoint : balancerAddress(balancer);
  const ownEndpoint = (endpoint: string | null): string => endpoint ?? usualEndpoint;
  const runtime = fullRuntime(spec);
  return {
    given,
    spec: {
      ...spec,
      hardening: spec.hardening ?? eraAt(hardeningDefault, kubernetes.version),
      controlPlane,
      network: fullNetwork(network),
      runtime,
      cni: fullCni(spec, runtime),
      kubelet: { ...kubelet, settings: kubelet.settings ?? settingsDefault(spec) },
      proxy: fullProxy(spec, os),
      target: { ...target, format: target.format ?? usualFormats[os.reader] },
      host: fullHost(spec),
      addons: { ...spec.addons, dns: fullDns(spec.addons.dns, controlPlane.version) },
      paths: fullPaths(spec.paths, os),
      workers: spec.workers.map((worker) => ({
        ...worker,
        address: listed(worker.address).map(canonicalAddress),
        podCIDR: listed(worker.podCIDR).map(canonicalRange),
        endpoint: ownEndpoint(worker.endpoint),
      })),
      // One that lacks its count is refused.
      pools: spec.pools.map((pool) => ({
        ...pool,
        firstAddress: listed(pool.firstAddress).map(canonicalAddress),
        podCIDR: listed(pool.podCIDR).map(canonicalRange),
        endpoint: ownEndpoint(pool.endpoint),
        count: pool.count ?? 1,
      })),
    },
  };
}

/** The cluster's ranges and what follows from them. */
function fullNetwork(network: SchemaSpec['network']): FullNetwork {
  const podCIDR = listed(network.podCIDR).map(canonicalRange);
  const serviceCIDR = listed(network.serviceCIDR).map(canonicalRange);
  const tenths = serviceCIDR.map((range) => addressesFrom(range)(10));
  return {
    ...network,
    podCIDR,
    serviceCIDR,
    dnsAddress: network.dnsAddress === null ? tenths : listed(network.dnsAddress).map(canonicalAddress),
    nodeCIDRs: network.nodeCIDRs.map(canonicalRange),
    nodeMask: { ...usualMasks, ...Object.fromEntries(masksOf(network.nodeMask, podCIDR)) },
  };
}

/** Source: kubernetes/kubernetes cmd/kube-controller-manager/app/core.go, the same of the controller manager. */
const usualMasks: Readonly<Record<Family, number>> = { IPv4: 24, IPv6: 64 };

/** The prefix lengths that the spec gives, each with the family of the pods' range in its place. */
function masksOf(given: number | readonly number[] | null, podCIDR: readonly string[]): [Family, number][] {
  const families = podCIDR.map((range) => rangeOf(range).family);
  return [given ?? []].flat().flatMap((mask, index): [Family, number][] => {
    const family = families[index];
    return family === undefined ? [] : [[family, mask]];
  });
}

/** A value with the defaults of a tree, at every depth. */
function filled(given: unknown, tree: DefaultsTree): unknown {
  const value = given === undefined ? tree.value : given;
  if (Array.isArray(value)) {
    const { items } = tree;
    return items ? value.map((item) => filled(item, items)) : value;
  }
  if (typeof value !== 'object' || value === null || !(tree.keys ?? tree.others)) return value;
  const { keys = {}, others } = tree;
  const there = Object.entries(value).map(([key, item]) => {
    const below = Object.hasOwn(keys, key) ? keys[key] : others;
    return [key, below ? filled(item, below) : item] as const;
  });
  const absent = Object.entries(keys).flatMap(([key, below]) => {
    const item = Object.hasOwn(value, key) ? undefined : filled(undefined, below);
    return item === undefined ? [] : [[key, item] as const];
  });
  return Object.fromEntries([...there, ...absent]);
}
