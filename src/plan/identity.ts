import { templates } from '../generated/templates.js';
import type { IdentitySource, ResolvedCluster, ResolvedIdentity } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { identityFile, identityScript, identityUnit, sourceAtBoot } from './layout.js';
import { type FileAtBoot, plainFile } from './node-plan.js';
import type { UnitVariable } from './unit-word.js';

const origin = ['spec', 'target', 'identity'];

/** What stands in a file that is made at boot, in place of what the node finds out about itself. */
export const podRangeAtBoot = '@POD_CIDR@';
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
  const script = templates['node-identity.sh']({
    file: identityFile,
    ...serviceValues(identity),
    ...rangeValues(cluster, identity),
    ...questions(identity),
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

/** The ranges that the script reckons with. */
function rangeValues({ podCIDRs: [podCIDR = ''] }: ResolvedCluster, identity: ResolvedIdentity) {
  const { addressIn: ranges, addressNotIn: others } = identity;
  return {
    clusterRange: identity.podCIDR && podCIDR,
    ranges,
    others,
    reckons: identity.podCIDR !== null || ranges.length > 0,
    nowhere: `no interface of this machine has an address in ${ranges.join(' or ')} that is no pod's or Service's; they have`,
  };
}

/** Texts that the script makes of its answers, which stand there as `@KEY@`. */
function joins({ providerID, topology }: ResolvedIdentity): string[][] {
  const texts = [
    [providerIDVariable.variable, providerID === null ? [] : [providerID]],
    [topologyVariable.variable, topology ?? []],
  ] as const;
  return texts
    .filter(([, parts]) => parts.length > 0)
    .map(([key, parts]) => [key, ...parts.map((text) => text.replaceAll(/[{}]/g, '@'))]);
}

const wordsOf = (places: ResolvedIdentity['facts'][number]['places']): string[] =>
  places.flatMap(({ path, pattern = '' }) => [path, pattern]);

/** The script's questions, as the arguments of its functions. */
function questions({ name, address, podCIDR, facts: ofNode, service: { privateNetworks } }: ResolvedIdentity) {
  const facts: readonly (readonly [string, string, IdentitySource | null])[] = [
    ['NODE_NAME', 'name', name],
    ['NODE_IP', 'address', address],
    ['POD_CIDR', 'range', podCIDR],
  ];
  const known = ofNode.map(({ key, form, what, places }) => [key, form, what, ...wordsOf(places)]);
  const found = facts.flatMap(([key, form, source]): string[][] => {
    if (source === null || source.from === 'machine') return [];
    const places = source.from === 'metadata' ? source.places : [];
    return [[key, form, source.what, ...wordsOf(places)]];
  });
  const rows = [...found, ...known];
  const asks = known.length > 0 || facts.some(([, , source]) => source?.from === 'metadata');
  const { path, pattern = '' } = privateNetworks ?? {};
  return {
    questions: rows,
    learns: rows.length > 0,
    asks,
    networks: asks && path !== undefined ? [path, pattern] : null,
    machineName: name?.from === 'machine' ? name.what : null,
  };
}
