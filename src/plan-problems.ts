import { formatNames } from './generated/names.js';
import { isBrought } from './plan/brought.js';
import { coveredFiles } from './plan/claims.js';
import type { NodePlan } from './plan/node-plan.js';
import { plansWithoutKeys, unitsOf } from './plan/plan-node.js';
import type { ResolvedCluster, ResolvedNode } from './resolve/resolved/resolved.js';
import { diagnose } from './spec/diagnose.js';
import type { Diagnostic, DiagnosticArgs } from './spec/diagnostic.js';
import { suggestionFor } from './spec/suggestion.js';

/** A format that nothing on the machines reads. */
function checkFormat(cluster: ResolvedCluster): Diagnostic[] {
  const { format, readable, reader } = cluster;
  if (readable.includes(format)) return [];
  const args = {
    os: reader.os,
    format,
    reader: readerTitles[reader.name],
    formats: formatNames.filter((name) => readable.includes(name)).join(', '),
  };
  return [diagnose('format-unread', ['spec', 'target', 'format'], args)];
}

const readerTitles = { 'cloud-init': 'cloud-init', ignition: 'Ignition' } as const;

type PlanOf = (node: ResolvedNode) => NodePlan;

/** Settings for units that no node has: which there are, the plan of a node says. */
function checkUnits(cluster: ResolvedCluster, planOf: PlanOf): Diagnostic[] {
  if (cluster.units.length === 0) return [];
  const known = cluster.nodes.slice(0, 1).flatMap((node) => unitsOf(planOf(node)));
  return cluster.units
    .filter(({ name }) => !known.includes(name.replace(/\.service$/, '')))
    .map(({ name }) => {
      const args = { unit: name, suggestion: suggestionFor(name, known), known: known.join(', ') };
      return diagnose('unit-unknown', ['spec', 'units', name], args, 'key');
    });
}

/** Files that a program is told to read, and that nothing brings to the machine that is told. */
function checkFiles(cluster: ResolvedCluster, planOf: PlanOf): Diagnostic[] {
  return cluster.filesToBring.flatMap((wanted) => {
    const { path, setting, file } = wanted;
    const isTold = ({ origin }: ResolvedNode): boolean =>
      path[1] !== origin[1] ? path[1] !== 'workers' && path[1] !== 'pools' : path[2] === origin[2];
    const node = cluster.nodes.find(isTold);
    if (node === undefined || isBrought(wanted, planOf(node))) return [];
    const ofPrograms = { programs: 'programs', what: 'a program in it' };
    const way = wanted.names === 'programs' ? ofPrograms : { text: 'text', what: 'it to the machine' };
    return [diagnose('file-not-brought', path, { setting, file, ...way })];
  });
}

/** Whether the spec's own texts mount anything: planning a machine takes a moment, and a render tells of the rest. */
function mayMount({ parts, host, nodes }: ResolvedCluster): boolean {
  const files = [...host.files, ...nodes.flatMap((node) => node.files)];
  return parts.some(({ mounts }) => mounts.length > 0) || files.some(({ path }) => path.endsWith('.mount'));
}

/** Mounts over files of the document: on the first machine, and on those that have files of their own. */
function checkMounts(cluster: ResolvedCluster, planOf: PlanOf): Diagnostic[] {
  if (!mayMount(cluster)) return [];
  const told = new Map<string, Diagnostic>();
  for (const node of cluster.nodes.filter(({ files }, index) => index === 0 || files.length > 0)) {
    for (const diagnostic of mountProblems(cluster, planOf(node))) {
      const { path, args } = diagnostic;
      const key = JSON.stringify([path, args.mount]);
      if (!told.has(key)) told.set(key, diagnostic);
    }
  }
  return [...told.values()];
}

/** Mounts over files of one machine's document. */
export function mountProblems(cluster: ResolvedCluster, plan: NodePlan): Diagnostic[] {
  return coveredFiles(plan).map(({ mount, by, file, at, within }) => {
    const args = { mount, path: file.path, ...wayOut(cluster, mount, file) };
    const diagnostic = diagnose(by === 'cloud-init' ? 'part-mounts-over' : 'mount-over-file', at, args);
    return within === undefined ? diagnostic : { ...diagnostic, within };
  });
}

/** Where files of the document lie in directories of their own, if they need not lie where the spec has them. */
const elsewhere = {
  kubelet: '/etc/kubernetes/kubelet',
  kubeProxy: '/etc/kubernetes/kube-proxy',
  kubernetes: '/etc/kubernetes',
} as const;

/** The directory in spec.paths that takes a file from below a mount, where one does. */
function wayOut({ paths }: ResolvedCluster, mount: string, { path }: { readonly path: string }): DiagnosticArgs {
  const keys = Object.keys(elsewhere) as (keyof typeof elsewhere)[];
  const key = keys.find((each) => path.startsWith(`${paths[each]}/`));
  if (key === undefined || `${elsewhere[key]}/`.startsWith(`${mount}/`)) return {};
  return { key, directory: elsewhere[key] };
}

/** Data disks over files of the document, which are written before they are mounted. */
function checkDisks(cluster: ResolvedCluster, planOf: PlanOf): Diagnostic[] {
  const [node] = cluster.nodes;
  if (node === undefined || cluster.host.disks.length === 0) return [];
  const { files } = planOf(node);
  return cluster.host.disks.flatMap(({ mount }, index) => {
    const path = files.find((file) => file.path.startsWith(`${mount}/`))?.path;
    return path === undefined
      ? []
      : [diagnose('disk-over-files', ['spec', 'host', 'disks', index, 'mount'], { mount, path })];
  });
}

/** What a resolved cluster cannot be: found once it is known what its machines get. */
export function planProblems(cluster: ResolvedCluster): Diagnostic[] {
  const planOf = plansWithoutKeys(cluster);
  const ofPlans = [checkUnits, checkFiles, checkMounts, checkDisks].flatMap((check) => check(cluster, planOf));
  return [...checkFormat(cluster), ...ofPlans];
}
