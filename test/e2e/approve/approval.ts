import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { certificateSigner } from '../control-plane/certificates.js';
import { writeKubeconfig } from '../control-plane/kubeconfig.js';
import type { Kubectl } from '../control-plane/kubectl.js';
import { tryCommand } from '../harness/command.js';
import { repository } from '../harness/places.js';
import { eventually } from '../harness/wait.js';
import type { Laboratory } from '../machine/laboratory.js';
import { apiServerAddress, type Network } from '../network/network.js';

/** A cluster whose requests for certificates are approved by its spec. */
export interface ApprovalSite {
  readonly network: Network;
  /** The folder of kubectl. */
  readonly programs: string;
  /** The administrator's. */
  readonly kubectl: Kubectl;
  readonly spec: string;
  readonly pki: string;
  /** For keys and kubeconfigs. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

export function approvalSite({ network, supplies, kubectl, document, signal }: Laboratory): ApprovalSite {
  const spec = join(dirname(document.pki), 'cluster.yaml');
  const folder = join(network.logFolder, 'approval');
  return { network, programs: supplies.binaries.kubernetes, kubectl, spec, pki: document.pki, folder, signal };
}

const server = `https://${apiServerAddress}:6443`;

/** Somebody's way into the cluster, with a certificate that its CA signs for them. */
export async function wayInFor(
  site: ApprovalSite,
  file: string,
  commonName: string,
  organization?: string,
): Promise<string> {
  await mkdir(site.folder, { recursive: true });
  const sign = certificateSigner(site.pki, site.folder);
  await sign({ file, commonName, ...(organization === undefined ? {} : { organization }) });
  const pair = { certificate: join(site.folder, `${file}.pem`), key: join(site.folder, `${file}-key.pem`) };
  return wayIn(site, file, pair);
}

export async function wayIn(
  { pki, folder }: ApprovalSite,
  name: string,
  pair: { readonly certificate: string; readonly key: string },
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.kubeconfig`);
  await writeKubeconfig(file, { server, ca: join(pki, 'ca.pem'), ...pair });
  return file;
}

const approver = 'serving-approver';

/** A way in for somebody with the rights of docs/credentials.md, and no others. */
export async function makeApprover(site: ApprovalSite): Promise<string> {
  const page = await readFile(join(repository, 'docs', 'credentials.md'), 'utf8');
  const role = parse(/<!-- example: approver -->\n```yaml\n([^`]+)```/.exec(page)?.[1] ?? '') as {
    metadata: { name: string };
  };
  await site.kubectl.apply(role, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: role.metadata.name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role.metadata.name },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: approver }],
  });
  return wayInFor(site, approver, approver);
}

const pipeline = [
  '"$1" get csr -o json | "$2" "$3" approve "$4" | xargs -r "$1" certificate approve',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
  'echo "statuses ${PIPESTATUS[*]}"',
].join('; ');

/** What the line of docs/credentials.md did. */
export interface Approval {
  /** Of kubectl, bootwright and xargs. */
  readonly statuses: string;
  /** What kubectl said of those that it approved. */
  readonly approved: string;
  readonly refused: string;
}

/** Runs that line as the approver. */
export async function runPipeline(
  { network, programs, spec, signal }: ApprovalSite,
  approverConfig: string,
): Promise<Approval> {
  const cli = join(repository, 'dist', 'cli.js');
  const argv = network.inside(['bash', '-c', pipeline, 'bash', join(programs, 'kubectl'), process.execPath, cli, spec]);
  const { stdout, stderr } = await tryCommand(argv, {
    env: { KUBECONFIG: approverConfig },
    signal,
    timeoutMs: 120_000,
  });
  const [approved = '', statuses = ''] = stdout.split('statuses ');
  return { statuses: statuses.trim(), approved: approved.trim(), refused: stderr.trim() };
}

/** The kubelet asks for its serving certificate a moment after it has registered; nothing else waits. */
export async function approveServing(lab: Laboratory): Promise<string> {
  const site = approvalSite(lab);
  const config = await makeApprover(site);
  return eventually('a request is approved', 60_000, lab.signal, async () => {
    const { statuses, approved, refused } = await runPipeline(site, config);
    if (statuses !== '0 0 0') throw new Error(`it ended with ${statuses}: ${refused}`);
    return approved || undefined;
  });
}
