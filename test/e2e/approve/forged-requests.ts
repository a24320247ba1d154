import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, tryCommand } from '../harness/command.js';
import { repository } from '../harness/places.js';
import { eventually } from '../harness/wait.js';
import type { Laboratory } from '../machine/laboratory.js';
import { type ApprovalSite, approvalSite, makeApprover, runPipeline, wayIn, wayInFor } from './approval.js';
import { type Forgery, forger, type Submission, servingUsages, type Victim } from './forger.js';
import { forgeries } from './forgeries.js';

/** Whom the forgeries are sent as: a node, its neighbour, and the administrator; each a kubeconfig. */
export interface Senders {
  readonly node: string;
  readonly neighbour: string;
  readonly admin: string;
}

/** The nodes of fixtures/current-containerd. */
export const victim: Victim = {
  node: 'worker-0',
  address: [10, 240, 0, 20],
  other: 'worker-1',
  otherAddress: [10, 240, 0, 21],
};

/** A CertificateSigningRequest as the API server has it. */
interface Stored {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly username: string; readonly signerName: string };
  readonly status?: { readonly conditions?: readonly { readonly type: string }[]; readonly certificate?: string };
}

/** Sends every forgery that a sender can make; gives the expected reason by the name of each that the API server took. */
export async function sendForgeries(site: ApprovalSite, senders: Senders): Promise<ReadonlyMap<string, string>> {
  const users = new Map([
    [undefined, senders.node],
    [`system:node:${victim.other}`, senders.neighbour],
    ['admin', senders.admin],
  ]);
  // The API server itself says who sends, so nobody can claim another user or group there.
  const named = forgeries(victim)
    .filter(({ username, groups }) => users.has(username) && groups === undefined)
    .map((forgery, index) => ({ ...forgery, name: forgery.name ?? `forged-${index}` }));
  for (const [user, kubeconfig] of users)
    await send(
      site,
      kubeconfig,
      named.filter(({ username }) => username === user),
    );
  const stored = new Set((await storedRequests(site)).map(({ metadata }) => metadata.name));
  const taken = new Map(named.filter(({ name }) => stored.has(name)).map(({ name, reason }) => [name, reason]));
  const lost = essential.filter((reason) => ![...taken.values()].includes(reason));
  if (lost.length > 0) throw new Error(`of ${named.length} forgeries the API server took none for ${lost.join(', ')}`);
  return taken;
}

/** What only the approval keeps out: the API server takes all of it. */
const essential = [
  'usages',
  'signer',
  'object-name',
  'extension',
  'attribute',
  'foreign-name',
  'endpoint-address',
  'range-address',
  'taken-address',
];

type Sent = Submission & Pick<Forgery, 'request'>;

function objectOf({ name, request, usages = servingUsages, signerName, expirationSeconds }: Sent): object {
  return {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name },
    spec: {
      signerName: signerName ?? 'kubernetes.io/kubelet-serving',
      usages,
      request: Buffer.from(request).toString('base64'),
      ...(expirationSeconds === undefined ? {} : { expirationSeconds }),
    },
  };
}

/** kubectl goes on where the API server does not take one. */
async function send(
  { network, programs, signal }: ApprovalSite,
  kubeconfig: string,
  all: readonly Sent[],
): Promise<void> {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: all.map(objectOf) });
  const argv = [
    join(programs, 'kubectl'),
    `--kubeconfig=${kubeconfig}`,
    'create',
    '--validate=false',
    '-f',
    '-',
  ] as const;
  await tryCommand(network.inside(argv), { input, signal, timeoutMs: 120_000 });
}

async function storedRequests({ kubectl }: ApprovalSite): Promise<readonly Stored[]> {
  return (await kubectl.get<{ items: Stored[] }>('certificatesigningrequests')).items;
}

/** Each forgery is refused for the reason that it was made for, and only what a kubelet sends is approved and issued. */
export async function onlyKubeletsAreApproved(
  site: ApprovalSite,
  forged: ReadonlyMap<string, string>,
  genuine: readonly string[],
): Promise<string> {
  await refusedForTheirReasons(site, forged);
  const approver = await makeApprover(site);
  const { statuses, approved, refused } = await runPipeline(site, approver);
  if (statuses !== '0 1 0') throw new Error(`the pipeline ended with ${statuses}: ${approved} ${refused}`);
  await eventually('the certificates are issued', 60_000, site.signal, async () => {
    const issued = (await storedRequests(site)).filter(
      ({ metadata, status }) => genuine.includes(metadata.name) && status?.certificate,
    );
    return issued.length === genuine.length ? true : undefined;
  });
  const touched = (await storedRequests(site)).filter(
    ({ metadata, status = {} }) => forged.has(metadata.name) && (status.conditions || status.certificate),
  );
  if (touched.length > 0)
    throw new Error(`answered: ${touched.map(({ metadata }) => JSON.stringify(metadata.name)).join(', ')}`);
  const again = await runPipeline(site, approver);
  if (again.statuses !== '0 1 0' || again.approved !== '') throw new Error(`the second time: ${JSON.stringify(again)}`);
  return `${forged.size} forgeries taken by the API server and refused; ${approved}`;
}

/** By `--format json`, which calls the reasons by name. */
async function refusedForTheirReasons(
  { kubectl, spec }: ApprovalSite,
  forged: ReadonlyMap<string, string>,
): Promise<void> {
  const input = await kubectl.run('get', 'certificatesigningrequests', '-o', 'json');
  const argv = [process.execPath, join(repository, 'dist', 'cli.js'), 'approve', spec, '--format', 'json'] as const;
  const { stdout } = await tryCommand(argv, { input, timeoutMs: 60_000 });
  const { refused } = JSON.parse(stdout) as { refused: { name: string; reasons: { reason: string }[] }[] };
  const found = new Map(refused.map(({ name, reasons }) => [name, reasons.map(({ reason }) => reason)]));
  const wrong = [...forged].filter(([name, reason]) => !found.get(name)?.includes(reason));
  if (wrong.length > 0)
    throw new Error(
      wrong.map(([name, reason]) => `${JSON.stringify(name)}: ${found.get(name)}, not ${reason}`).join('\n'),
    );
}

/** Takes the forgeries away again, so that nothing waits in the cluster. */
export async function deleteForgeries(
  { network, programs, signal }: ApprovalSite,
  admin: string,
  forged: Iterable<string>,
): Promise<void> {
  const head = { apiVersion: 'certificates.k8s.io/v1', kind: 'CertificateSigningRequest' };
  const items = [...forged].map((name) => ({ ...head, metadata: { name } }));
  const argv = [join(programs, 'kubectl'), `--kubeconfig=${admin}`, 'delete', '--wait=false', '-f', '-'] as const;
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await runCommand(network.inside(argv), { input, signal, timeoutMs: 120_000 });
}

/** A request as a kubelet of the node writes it, sent as that node. */
export async function sendGenuine(site: ApprovalSite, sender: string, name: string): Promise<void> {
  await send(site, sender, [{ name, request: forger(victim).pem() }]);
}

/** The node's own kubelet waits for its certificate among forgeries that are sent with that node's credentials. */
export async function approveAmongForgeries(lab: Laboratory): Promise<string> {
  const site = approvalSite(lab);
  const senders = await sendersOf(lab, site);
  const forged = await sendForgeries(site, senders);
  const genuine = await eventually('the kubelet asks for its certificate', 60_000, lab.signal, async () => {
    const asked = (await storedRequests(site)).filter(
      ({ metadata, spec, status }) =>
        !forged.has(metadata.name) && spec.signerName === 'kubernetes.io/kubelet-serving' && !status?.conditions,
    );
    return asked.length > 0 ? asked.map(({ metadata }) => metadata.name) : undefined;
  });
  const seen = await onlyKubeletsAreApproved(site, forged, genuine);
  await deleteForgeries(site, senders.admin, forged.keys());
  return seen;
}

/** The node's credentials are the machine's own: the kubelet keeps certificate and key in one file. */
async function sendersOf({ shell }: Laboratory, site: ApprovalSite): Promise<Senders> {
  const neighbour = await wayInFor(site, victim.other, `system:node:${victim.other}`, 'system:nodes');
  const file = join(site.folder, 'stolen.pem');
  await writeFile(file, await shell.run('cat /var/lib/kubelet/pki/kubelet-client-current.pem'), { mode: 0o600 });
  const node = await wayIn(site, 'stolen', { certificate: file, key: file });
  const pair = { certificate: join(site.pki, 'admin.pem'), key: join(site.pki, 'admin-key.pem') };
  return { node, neighbour, admin: await wayIn(site, 'admin', pair) };
}
