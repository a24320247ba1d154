import { dirname, join } from 'node:path';
import { chooseArguments } from '../../cluster/terraform-argument.js';
import { reviewFolder } from '../../copies/review-copies.js';
import { envelopes, type Handover } from '../../encode/encode.js';
import { secretName } from '../../encode/wrappers.js';
import { endText } from '../../pki/bootstrap-token.js';
import type { ResolvedCluster, TerraformArgument } from '../../resolve/resolved/resolved.js';
import { coloursFor } from '../colour.js';
import { shellWord } from '../shell-word.js';
import { terraformAssignment } from '../terraform/assignment.js';
import { counted, textTable } from '../text-table.js';
import { adminKubeconfigFile } from './admin-kubeconfig.js';
import { hostLines } from './host-lines.js';
import type { RenderJob } from './job.js';
import { changeLines } from './machine-changes.js';
import { type ManifestEntry, unverifiedArtifacts } from './manifest.js';
import type { WrittenJob } from './write-documents.js';

/** Documents in the table; of more, the first ones, and what stands out. */
const longestTable = 20;

function row({ node, file, bytes, limit }: ManifestEntry): (string | number)[] {
  const share = limit === null ? '-' : `${((bytes / limit) * 100).toFixed(1)} %`;
  return [node, file, bytes, limit ?? '-', share];
}

/** What was packed, and where the bytes of the largest such document went. */
function packingLines({ entries, largest }: Pick<WrittenJob, 'entries' | 'largest'>): string[] {
  if (largest === undefined || largest.form === 'plain') return [];
  const packed = entries.filter(({ form }) => form !== undefined);
  const how = {
    files: `with ${largest.packed.join(', ')} compressed`,
    mime: 'compressed as a whole, as text that can be pasted (MIME)',
    replace: 'compressed as a whole, inside a config that replaces it (Ignition)',
    gzip: 'compressed as a whole, to binary data (gzip)',
  }[largest.form];
  const parts = largest.parts.slice(0, 5).map(({ path, bytes }) => `${path} ${bytes}`);
  return [
    `to fit, ${counted(packed.length, 'document')} ${how}`,
    `the largest parts of ${largest.node}, in bytes: ${parts.join(', ')}`,
  ];
}

function documentTable(entries: readonly ManifestEntry[]): string {
  const head = ['node', 'file', 'bytes', 'limit', 'of the limit'];
  if (entries.length <= longestTable) return textTable([head, ...entries.map(row)]);
  const bySize = [...entries].sort((a, b) => a.bytes - b.bytes);
  const [smallest, largest] = [bySize[0], bySize.at(-1)];
  const first = entries.slice(0, longestTable / 2);
  const ends = [largest, smallest].flatMap((entry) => (entry ? [entry] : []));
  const rest = `… and ${counted(entries.length - first.length, 'document')} more; the largest and the smallest:\n`;
  return `${textTable([head, ...first.map(row)])}${rest}${textTable([head, ...ends.map(row)])}`;
}

/** What was written for one cluster. */
export function jobSummary(
  { rendering: { job, token }, entries, largest, cluster: side, copies, removed, machines, module }: WrittenJob,
  now: Date,
): string {
  const { cluster, folder } = job;
  const colours = coloursFor('talk');
  const unverified = unverifiedArtifacts(cluster);
  return [
    `${colours.bold(folder)}: ${counted(entries.length, 'document')} for Kubernetes ${cluster.kubernetesVersion}, ${cluster.limit.provider}`,
    documentTable(entries).trimEnd(),
    ...packingLines({ entries, largest }),
    `for the cluster itself: ${side.join(', ')}`,
    ...(copies > 0
      ? [`for reviews, without secrets: ${counted(copies, 'file')} in ${join(folder, reviewFolder)}`]
      : []),
    ...(module.file ? [`for Terraform and OpenTofu: ${module.file.path}`] : []),
    ...(machines ? changeLines(machines) : []),
    ...hostLines(cluster),
    ...(token ? [`the bootstrap token ${token.id} is valid ${endText(token, now)}`] : []),
    ...removed.map((file) => `removed: ${join(folder, file)} (left by an earlier render)`),
    ...(unverified.length > 0 ? [colours.yellow(`installed without a digest check: ${unverified.join(', ')}`)] : []),
  ].join('\n');
}

function argumentFor(cluster: ResolvedCluster, { form }: ManifestEntry): TerraformArgument | null {
  const chosen = chooseArguments(cluster);
  return (form === 'gzip' ? chosen?.binary : chosen?.text) ?? null;
}

/** What to do with a document that engines make machines from. */
function wrapperSteps({ cluster, wrapper }: RenderJob, node: string, path: string): string {
  if (wrapper === 'launch-template') {
    return `AWS:        aws ec2 create-launch-template-version --launch-template-name ${node} --source-version '$Latest' --launch-template-data ${shellWord(`file://${path}`)}`;
  }
  const unsaid = cluster.firstBoot.clusterAPI
    ? []
    : ['Note:       spec.firstBoot.clusterAPI is not set, so the machine does not tell Cluster API that it is ready'];
  const name = secretName({ cluster: cluster.name, node });
  return [
    `Management: kubectl apply -f ${shellWord(path)}, in the namespace of the Cluster`,
    `Machine:    spec.bootstrap.dataSecretName: ${name}, in a MachineDeployment below spec.template`,
    ...unsaid,
  ].join('\n');
}

interface FirstDocument {
  readonly written: WrittenJob;
  readonly entry: ManifestEntry;
  /** Where it lies. */
  readonly path: string;
}

/** What to do next, by how a document gets to its machine. */
const steps: Readonly<Record<Handover, (first: FirstDocument) => string>> = {
  'user-data': ({ written: { rendering, admin, cluster: side }, entry, path }) => {
    const { cluster, folder } = rendering.job;
    const kubectl = `kubectl --kubeconfig ${shellWord(join(folder, adminKubeconfigFile))}`;
    const applied = side.filter((file) => /\/(rbac|bootstrap-token)\.yaml$/.test(file));
    const manifests = applied.map((file) => ` -f ${shellWord(join(folder, file))}`).join('');
    const field = `the field "user data" of the new machine ${entry.node}`;
    return [
      entry.form === 'gzip'
        ? `Console:    ${path} is binary, and cannot be pasted into ${field}`
        : `Console:    paste ${path} into ${field}`,
      `Terraform:  ${terraformAssignment(argumentFor(cluster, entry), path)}`,
      ...(admin ? [`Once:       ${kubectl} apply${manifests}`, `Then:       ${kubectl} get nodes`] : []),
    ].join('\n');
  },
  'seed-disk': ({ entry, path }) =>
    `Seed disk:  genisoimage -output ${entry.node}.iso -volid cidata -joliet -rock ${shellWord(dirname(path))}/*`,
  script: ({ entry }) => `On ${entry.node} itself, as root:  bash ${entry.file}`,
};

/** What to do with the documents, by the example of the first. */
export function nextSteps(written: WrittenJob): string {
  const { job } = written.rendering;
  const [entry] = written.entries;
  if (entry === undefined) return '';
  const path = join(job.folder, entry.file);
  if (job.wrapper !== null) return `\n${wrapperSteps(job, entry.node, path)}`;
  const format = job.formats.find((name) => name === entry.format);
  return format === undefined ? '' : `\n${steps[envelopes[format].givenAs]({ written, entry, path })}`;
}
