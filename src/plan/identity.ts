import { templates } from '../generated/templates.js';
import type { IdentitySource, ResolvedCluster, ResolvedIdentity } from '../resolve/resolved/resolved.js';
import { addressOf, contains, type Family, rangeOf } from '../spec/addresses.js';
import type { Contribution } from './contribution.js';
import { identityFile, identityScript, identityUnit, sourceAtBoot } from './layout.js';
import { type FileAtBoot, plainFile } from './node-plan.js';
import type { UnitVariable } from './unit-word.js';

const origin = ['spec', 'target', 'identity'];

/** What an answer is called: of a pair, by its family. */
const keyOf = (key: 'NODE_IP' | 'POD_CIDR', all: readonly unknown[], family: Family): string =>
  all.length === 1 ? key : `${key.replace('_IP', '')}_${family.toUpperCase()}`;

/** What stands in a file that is made at boot, in place of what the node finds out about itself. */
export const podRangesAtBoot = ({ podCIDRs }: ResolvedIdentity): string[] =>
  podCIDRs.map(({ family }) => `@${keyOf('POD_CIDR', podCIDRs, family)}@`);
export const nodeNameAtBoot = '@NODE_NAME@';

/** The same in a unit's command line, where the unit reads `identityFile`. */
export const nodeNameVariable: UnitVariable = { variable: 'NODE_NAME' };
export const nodeAddressVariable: UnitVariable = { variable: 'NODE_IP' };
export const providerIDVariable: UnitVariable = { variable: 'PROVIDER_ID' };
export const topologyVariable: UnitVariable = { variable: 'TOPOLOGY' };

/** What a unit needs that reads an answer, or a file that is made from one: nothing where it reads none. */
export function identityFor(reads: boolean): { identityUnit: string | null; identityFile: string | null } {
  return reads ? { identityUnit, identityFile } : { identityUnit: null, identityFile: null };
}

/** The unit that finds out who this node is, at every boot before the others start, and makes the files that need it. */
export function planIdentity(cluster: ResolvedCluster, files: readonly FileAtBoot[]): Contribution {
  const { identity } = cluster;
  if (!identity) return { files: [] };
  const wide = reckonsWide(cluster, identity);
  const script = templates['node-identity.sh']({
    file: identityFile,
    ...serviceValues(identity),
    ...rangeValues(wide, identity),
    ...questions(wide, identity),
    cuts: cuts(identity),
    joins: joins(identity),
    fills: files.map(({ path }) => [path, sourceAtBoot(path)]),
  });
  return {
    files: [
      { path: identityScript, mode: 0o755, content: script, secret: false, origin },
      plainFile(
        `/etc/systemd/system/${identityUnit}.service`,
        templates['node-identity.service']({ script: identityScript, agent: identity.podRangeAgent?.units ?? null }),
        origin,
      ),
      ...(identity.podRangeAgent ? [plainFile(identity.podRangeAgent.file, identity.podRangeAgent.text, origin)] : []),
      ...files.map(({ path, content, origin: own }) => plainFile(sourceAtBoot(path), content, own)),
    ],
    service: { unit: identityUnit, phase: 'network', programs: [], reads: [] },
    // As a step of its own too: what it says stands in the report of a first boot that fails.
    steps: [{ name: 'find-identity', command: ['run_script', identityScript], phase: 'network', keyed: true }],
  };
}

/** How the metadata service is asked. */
function serviceValues({ service: { headers, session } }: ResolvedIdentity) {
  return {
    headers: ['User-Agent: bootwright', ...headers],
    sessionPath: session?.path ?? null,
    sessionAsk: session?.ask ?? null,
    sessionSend: session?.send ?? null,
  };
}

/** Whether addresses of 128 bits are reckoned with, or slices cut. The rest of the clusters keep what they have had. */
const reckonsWide = ({ podCIDRs }: ResolvedCluster, identity: ResolvedIdentity): boolean =>
  podCIDRs.some((range) => rangeOf(range).family === 'IPv6') ||
  identity.podCIDRs.some(({ from }) => from === 'address');

const digitOf = (family: Family): string => family.slice(-1);

/** The ranges that the script reckons with. */
function rangeValues(wide: boolean, identity: ResolvedIdentity) {
  const { addressIn: ranges, addressNotIn: others, addressNever: reserved, podCIDRs } = identity;
  const clusterRanges = podCIDRs.map(({ family, range }) => ({ family: digitOf(family), range }));
  return {
    wide,
    reckoning: wide && templates['address-bits.sh']({}).trimEnd(),
    reserved,
    clusterRanges,
    clusterRange: !wide && (clusterRanges[0]?.range ?? null),
    ranges,
    others,
    reckons: !wide && (podCIDRs.length > 0 || ranges.length > 0),
    nowhere: `no interface of this machine has an address in ${ranges.join(' or ')} that is no pod's or Service's; they have`,
  };
}

/** Texts that the script makes of its answers, which stand there as `@KEY@`. */
function joins({ providerID, topology, addresses }: ResolvedIdentity): string[][] {
  const pair = addresses.length > 1 ? addresses.map(({ family }) => `{${keyOf('NODE_IP', addresses, family)}}`) : [];
  const texts = [
    [nodeAddressVariable.variable, pair],
    [providerIDVariable.variable, providerID === null ? [] : [providerID]],
    [topologyVariable.variable, topology ?? []],
  ] as const;
  return texts
    .filter(([, parts]) => parts.length > 0)
    .map(([key, parts]) => [key, ...parts.map((text) => text.replaceAll(/[{}]/g, '@'))]);
}

/** Slices that the script cuts, by the node's address of the family that they are counted in. */
function cuts({ addresses, podCIDRs }: ResolvedIdentity): string[][] {
  return podCIDRs.flatMap((pods) => {
    if (pods.from === 'metadata') return [];
    const address = keyOf('NODE_IP', addresses, rangeOf(pods.own).family);
    return [[keyOf('POD_CIDR', podCIDRs, pods.family), pods.range, String(pods.mask), address, pods.own]];
  });
}

const wordsOf = (places: ResolvedIdentity['facts'][number]['places']): string[] =>
  places.flatMap(({ path, pattern = '' }) => [path, pattern]);

/** The script's questions, as the arguments of its functions. */
function questions(wide: boolean, identity: ResolvedIdentity) {
  const { name, addresses, podCIDRs, facts: ofNode, service } = identity;
  const formOf = (form: string, family: Family): string => (wide ? `${form}${digitOf(family)}` : form);
  const sources: readonly (readonly [string, string, IdentitySource])[] = [
    ...(name ? [['NODE_NAME', 'name', name] as const] : []),
    ...addresses.map(
      (each) => [keyOf('NODE_IP', addresses, each.family), formOf('address', each.family), each] as const,
    ),
    ...podCIDRs.flatMap(({ family, range, ...source }) => {
      if (source.from === 'address') return [];
      const what = `pod CIDR inside ${range}`;
      return [[keyOf('POD_CIDR', podCIDRs, family), formOf('range', family), { ...source, what }] as const];
    }),
  ];
  const known = ofNode.map(({ key, form, what, places }) => [key, form, what, ...wordsOf(places)]);
  const found = sources.flatMap(([key, form, source]): string[][] => {
    if (source.from === 'machine') return [];
    const places = source.from === 'metadata' ? source.places : [];
    return [[key, form, source.what, ...wordsOf(places)]];
  });
  const rows = [...found, ...known];
  const asked = sources.map(([, , source]) => source).filter(({ from }) => from === 'metadata');
  const asks = known.length > 0 || asked.length > 0;
  // Where an address of several is to be told from the others: one in a range is.
  const isFirst = asked.some(({ what }) => what.startsWith('private'));
  const { path, pattern = '' } = service.privateNetworks ?? {};
  return {
    questions: rows,
    learns: rows.length > 0,
    asks,
    ...hostsOf(service),
    networks: isFirst && path !== undefined ? [path, pattern] : null,
    machineName: name?.from === 'machine' ? name.what : null,
  };
}

const linkLocal = rangeOf('fe80::/10');

/** Where the metadata service may be: over IPv4 alone, or at one address after the other. */
function hostsOf({ ipv6Hosts }: ResolvedIdentity['service']) {
  if (ipv6Hosts.length === 0) return { hosts: null, linkHost: null };
  const isLinkLocal = (host: string) => contains(linkLocal, addressOf(host));
  const [linkHost] = ipv6Hosts.filter(isLinkLocal);
  const others = ipv6Hosts.filter((host) => !isLinkLocal(host)).map((host) => `[${host}]`);
  return { hosts: ['169.254.169.254', ...others], linkHost: linkHost ? `[${linkHost}` : null };
}
