import { formatNames } from './generated/names.js';
import { isBrought } from './plan/brought.js';
import { coveredFiles } from './plan/claims.js';
import type { NodePlan } from './plan/node-plan.js';
import { plansWithoutKeys, unitsOf } from './plan/plan-node.js';
import type { ResolvedCluster, ResolvedNode } from './resolve/resolved/resolved.js';
import { diagnose } from './spec/diagnose.js';
import type { Diagnostic } from './spec/diagnostic.js';
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
    const ofPrograms = { programs: 'programs', what: 'a program into it' };
    const way = wanted.names === 'programs' ? ofPrograms : { text: 'text', what: 'it to the machine' };
    return [diagnose('file-not-brought', path, { setting, file, ...way })];
  });
}

/** Mounts of the user's own parts over files of the document: cloud-init writes those first. */
function checkMounts(cluster: ResolvedCluster, planOf: PlanOf): Diagnostic[] {
  const [node] = cluster.nodes;
  if (node === undefined || cluster.parts.every(({ mounts }) => mounts.length === 0)) return [];
  return coveredFiles(planOf(node)).map(({ mount, path, at, within }) => ({
    ...diagnose('part-mounts-over', at, { mount, path }),
    within,
  }));
}

/** What a resolved cluster cannot be: found once it is known what its machines get. */
export function planProblems(cluster: ResolvedCluster): Diagnostic[] {
  const planOf = plansWithoutKeys(cluster);
  const ofPlans = [checkUnits, checkFiles, checkMounts].flatMap((check) => check(cluster, planOf));
  return [...checkFormat(cluster), ...ofPlans];
}
