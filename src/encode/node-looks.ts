import { templates } from '../generated/templates.js';
import { impacts, settingImpacts, unitImpacts, usual } from '../impact/impact.js';
import { type KindName, kindOf, unitOf } from '../impact/kinds-of-files.js';
import { installLibrary, installScript, modulesFile, sysctlFile } from '../plan/layout.js';
import type { NodePlan, PlannedFile } from '../plan/node-plan.js';

/** How a node's script reads the settings of a kind of file: templates/node-plan/settings.sh.hbs. */
const readers: Partial<Readonly<Record<KindName, string>>> = {
  kubelet: 'yaml',
  containerd: 'toml',
  crio: 'toml',
  sysctl: 'lines',
  modules: 'words',
  cni: 'whole',
};

/** More than a restart of whoever reads it: that much the script finds out by itself. */
const asksForMore = settingImpacts.filter(({ impact }) => impacts.indexOf(impact) > impacts.indexOf('restart'));

/** What a file's settings are rows of, and how they are read; flags are their program's, wherever they stand. */
function watchedFile({ path, content }: PlannedFile): string[] {
  const kind = kindOf(path, content);
  if (kind === 'unit') return unitOf(path) === 'kubelet' ? [`kubelet\tflags\t${path}`] : [];
  const reader = kind && readers[kind];
  return reader === undefined ? [] : [`${kind}\t${reader}\t${path}`];
}

const lines = (rows: readonly string[]): string => rows.join('\n');

/** The functions of a node's script that say what it would do, and what differs on the machine: bash. */
export function nodeLooks(plan: NodePlan): { readonly plan: string; readonly drift: string } {
  const watched = plan.files.flatMap(watchedFile);
  const kinds = new Set(watched.map((row) => row.slice(0, row.indexOf('\t'))));
  const { node, release, firstBootUnit, statusProgram } = plan;
  const values = {
    node,
    release,
    firstBootUnit,
    statusProgram,
    installScript,
    installLibrary,
    modulesFile,
    sysctlFile,
    modulesName: nameOf(modulesFile),
    sysctlName: nameOf(sysctlFile),
    unit: `/etc/systemd/system/${firstBootUnit}`,
    minor: release.version.replace(/^(\d+\.\d+).*/, '$1'),
    usual,
    impacts: impacts.join(' '),
    watched: lines(watched),
    asking: lines(
      asksForMore
        .filter(({ kind }) => kinds.has(kind))
        .map(({ kind, impact, when, setting, why }) => [kind, impact, when, setting, why].join('\t')),
    ),
    units: lines(Object.entries(unitImpacts).map(([unit, { impact, why }]) => [unit, impact, why ?? ''].join('\t'))),
  };
  return { plan: templates['node-plan.sh'](values), drift: templates['node-drift.sh'](values) };
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
