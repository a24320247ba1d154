import type { RequestLibrary } from '../pki/library.js';
import { readServingRequest, type ServingRequest } from '../pki/serving-request.js';
import { contains, parseAddress, rangeOf, type Span } from '../spec/addresses.js';
import { flaws } from '../spec/formats.js';
import type { Refusal } from './refusal.js';
import type { SubmittedRequest } from './request-list.js';
import { reservedFor, type ServingPolicy } from './serving-policy.js';

/** What is to be done about one pending request: approve it where there is no refusal. */
export interface Verdict {
  readonly name: string;
  readonly user: string;
  readonly refusals: readonly Refusal[];
}

/** A verdict on its own, and the addresses that only a range speaks for. */
interface Finding extends Verdict {
  readonly found: readonly string[];
  /** It may be a good one, and is not looked at to the end in this run. */
  readonly waits?: true;
}

/** How many signatures are checked in one run, and of one node: each costs a millisecond or two. */
export const mostChecks = { inAll: 1000, ofOne: 10 };

/** The checks that are left; what there is none for waits for the next run, which finds fewer requests pending. */
class Checks {
  private left = mostChecks.inAll;
  private readonly spent = new Map<string, number>();

  take(user: string): Refusal | undefined {
    const over = this.spentBy(user);
    if (over !== undefined) return over;
    if (this.left === 0) return { reason: 'many', most: mostChecks.inAll };
    this.left -= 1;
    this.spent.set(user, (this.spent.get(user) ?? 0) + 1);
    return undefined;
  }

  spentBy(user: string): Refusal | undefined {
    const isSpent = (this.spent.get(user) ?? 0) >= mostChecks.ofOne;
    return isSpent ? { reason: 'many-of-one', most: mostChecks.ofOne } : undefined;
  }
}

/** Judges the pending requests, in their order; all others are passed over. */
export async function judgeRequests(
  requests: readonly SubmittedRequest[],
  policy: ServingPolicy,
  library: RequestLibrary,
): Promise<Verdict[]> {
  const findings: Finding[] = [];
  // One after the other: the signatures of a whole cluster at once would fill the memory.
  const checks = new Checks();
  for (const request of requests) if (request.pending) findings.push(await judge(request, policy, library, checks));
  return contest(findings);
}

async function judge(
  request: SubmittedRequest,
  policy: ServingPolicy,
  library: RequestLibrary,
  checks: Checks,
): Promise<Finding> {
  const { name, user } = request;
  const refused = (...refusals: Refusal[]): Finding => ({ name, user, refusals, found: [] });
  const ofFields = fieldRefusals(request, policy);
  if (ofFields.length > 0) return refused(...ofFields);
  // It is opened for what it contests, which is nothing where the spec gives every address.
  const unopened = givesAddresses(policy) ? checks.spentBy(user) : undefined;
  if (unopened !== undefined) return refused(unopened);
  const reading = readServingRequest(decodeRequest(request.request), library);
  if ('flaw' in reading) return refused(reading.flaw);
  const { commonName, organisation } = reading;
  if (commonName !== user || organisation !== 'system:nodes')
    return refused({ reason: 'other-subject', subject: `O=${organisation}, CN=${commonName}`, user });
  const refusals = nameRefusals(reading, user.slice(userPrefix.length), policy);
  const found = reading.ip.filter((ip) => !hasNamedOwner(ip, policy));
  if (refusals.length > 0) return { name, user, refusals, found };
  const waits = checks.take(user);
  // What it asks for counts against others all the same: a flood must not hide that two nodes want one address.
  if (waits !== undefined) return { name, user, refusals: [waits], found, waits: true };
  const flaw = await reading.checkSignature();
  return flaw ? refused(flaw) : { name, user, refusals, found };
}

/** Whether the spec names every node with its address. */
const givesAddresses = ({ nodes }: ServingPolicy): boolean => nodes !== null && ![...nodes.values()].includes(null);

/** Whether the spec says which node has an address, and not only that one has it. */
const hasNamedOwner = (ip: string, { nodes, owners }: ServingPolicy): boolean => nodes !== null && owners.has(ip);

/** Two nodes that ask for one address, where no spec says whose it is: a person must look, at both. */
function contest(findings: readonly Finding[]): Verdict[] {
  const askers = new Map<string, Set<string>>();
  for (const { user, refusals, found, waits } of findings) {
    if (refusals.length > 0 && !waits) continue;
    for (const address of found) askers.set(address, (askers.get(address) ?? new Set()).add(user));
  }
  return findings.map(({ name, user, refusals, found }) => {
    const contested = found.flatMap((address): Refusal[] => {
      const other = [...(askers.get(address) ?? [])].find((each) => each !== user);
      return other === undefined ? [] : [{ reason: 'contested-address', address, node: other }];
    });
    return { name, user, refusals: refusals.length > 0 ? refusals : contested };
  });
}

const servingSigner = 'kubernetes.io/kubelet-serving';
const userPrefix = 'system:node:';

/** Sources: kubernetes/kubernetes pkg/apis/certificates/helpers.go; #111660 (1.27 leaves key encipherment out). */
const kubeletUsages = [
  ['digital signature', 'server auth'],
  ['digital signature', 'key encipherment', 'server auth'],
].map((usages) => usages.join());

/** The API server takes any name for a request, with spaces and line ends: ValidateCertificateRequestName. */
const plainName = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** What the API server's own fields show, before a request is opened. */
function fieldRefusals(request: SubmittedRequest, { namesSigner }: ServingPolicy): Refusal[] {
  const { name, signer, usages, expirationSeconds, user, groups } = request;
  const node = user.startsWith(userPrefix) ? user.slice(userPrefix.length) : '';
  const refusals: (Refusal | false)[] = [
    !plainName.test(name) && { reason: 'object-name' },
    signer === null && namesSigner && { reason: 'signer-unnamed' },
    signer !== null && signer !== servingSigner && { reason: 'signer', signer },
    !kubeletUsages.includes([...usages].sort().join()) && { reason: 'usages', usages },
    expirationSeconds !== null && { reason: 'lifetime', seconds: expirationSeconds },
    flaws['node-name'](node) !== undefined && { reason: 'no-node', user },
    !groups.includes('system:nodes') && { reason: 'no-group' },
  ];
  return refusals.filter((refusal) => refusal !== false);
}

/** The text within base64, and an empty one where it is not written as base64 is. */
function decodeRequest(text: string): string {
  try {
    const decoded = atob(text);
    return btoa(decoded) === text ? decoded : '';
  } catch {
    return '';
  }
}

/** Whether a node may prove these names and addresses to be its own. */
function nameRefusals({ dns, ip }: ServingRequest, node: string, policy: ServingPolicy): Refusal[] {
  const which = reservedFor(node, policy);
  if (which !== undefined) return [{ reason: 'reserved-name', node, which }];
  if (policy.nodes !== null && !policy.nodes.has(node)) return [{ reason: 'unknown-node', node }];
  const named = parseAddress(node) === undefined ? dns : ip;
  return [
    ...dns.filter((name) => name !== node).map((name): Refusal => ({ reason: 'foreign-name', name, node })),
    ...(named.includes(node) ? [] : [{ reason: 'own-name-absent' } as const]),
    ...ip.flatMap((address) => addressRefusal(address, node, policy) ?? []),
  ];
}

function addressRefusal(address: string, node: string, policy: ServingPolicy): Refusal | undefined {
  const span = parseAddress(address);
  if (span === undefined) return { reason: 'no-address', address };
  if (policy.endpoints.has(address)) return { reason: 'endpoint-address', address };
  const forbidden = policy.forbidden.find((each) => contains(each, span));
  if (forbidden !== undefined)
    return { reason: 'range-address', address, range: forbidden.range, which: forbidden.which };
  return ownerRefusal(address, node, policy) ?? rangeRefusal(address, span, node, policy);
}

/** Against the addresses that the spec gives: to a node that it names, or to some where it names none. */
function ownerRefusal(address: string, node: string, { nodes, owners }: ServingPolicy): Refusal | undefined {
  // A node that is named by an address has that, too.
  if (nodes === null || (nodes.has(node) && address === node)) return undefined;
  const known = nodes.get(node) ?? null;
  const owner = owners.get(address);
  if (owner !== undefined && owner !== node) return { reason: 'taken-address', address, owner };
  return known === null || known.includes(address)
    ? undefined
    : { reason: 'other-address', address, node, known: known.join(' and ') };
}

/** Against the machines' own ranges, where the spec does not give the address. */
function rangeRefusal(
  address: string,
  span: Span,
  node: string,
  { nodes, owners, nodeCIDRs }: ServingPolicy,
): Refusal | undefined {
  if (owners.has(address) || (nodes?.has(node) && address === node)) return undefined;
  if (nodeCIDRs.length === 0) return { reason: 'unsaid-address', address };
  if (nodeCIDRs.some((range) => contains(rangeOf(range), span))) return undefined;
  return { reason: 'outside-address', address, ranges: nodeCIDRs.join(', ') };
}
