import { templates } from '../generated/templates.js';
import type { ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import type { DerivedText } from './derived-text.js';
import { directoryOf } from './directories.js';
import { chosenDisks } from './disks.js';
import { proxyEnvironment } from './egress-proxy.js';
import { digestLine, digestOf } from './file-digest.js';
import type { Needs } from './gather.js';
import { hostRows } from './host-rows.js';
import { closedScript, libraryPlanner } from './install-library.js';
import { installLibrary, installScript, onFailedScript, statusProgram } from './layout.js';
import { type PlannedArtifact, type PlannedFile, plainFile } from './node-plan.js';
import { pathWords, shellWord, shellWords } from './shell-word.js';
import { type JournalEntry, journalOf, type PlannedStep } from './steps.js';

type FirstBootPlanner = (node: ResolvedNode, needs: Needs, steps: readonly PlannedStep[]) => PlannedFile[];

/**
 * The install script, the library of its functions, and the unit that runs it. The unit knows one digest over the script
 * and all files that the components planned, so nothing half-written is ever trusted.
 */
export function planFirstBoot(
  cluster: ResolvedCluster,
  artifacts: readonly PlannedArtifact[],
  derived: DerivedText,
): FirstBootPlanner {
  const { host, paths } = cluster;
  const libraryFor = libraryPlanner();
  const isPlain = (address: string): boolean => address.startsWith('http:');
  const facts = {
    installer: host.installer,
    labels: host.selinux !== null,
    plainSources: [...cluster.sources, ...artifacts.map(({ path }) => path)].some(isPlain),
    unverified: artifacts.some(({ digest }) => digest === 'unverified'),
  };
  const disks = chosenDisks(host);
  const downloadDirectories = [paths.binaries, paths.runtimeBinaries, paths.cniBinaries];
  return (node, needs, steps) => {
    const { files } = needs;
    const { layout } = node;
    const named = new Set([layout.certificate, layout.key]);
    const { words, order } = pathWords(
      [...files.map(({ path }) => path), installLibrary, installScript],
      (path, name) => (named.has(path) ? name.replace(node.name, '"$node"') : name),
    );
    const journal = templates['install.sh']({
      node: node.name,
      library: installLibrary,
      egress: host.egressProxy === null ? null : proxyEnvironment,
      endings: endings(cluster),
      writtenOnce: host.writtenOnce,
      // The library takes upstream by itself.
      sources: cluster.sources.length === 1 && cluster.sources[0] === 'https://' ? null : cluster.sources,
      host: hostRows(needs, downloadDirectories),
      // What cloud-init wrote before the rules were there.
      relabels: host.selinux !== null && host.selinux.packages.length > 0,
      labelled: host.selinux === null ? [] : labelledAtOnce(needs, downloadDirectories),
      commands: needs.host.map(({ words: command, why }) => ({ command, why: why === undefined ? '' : ` # ${why}` })),
      journal: journalOf(steps).map(journalLine),
      clusterAPI: cluster.firstBoot.clusterAPI,
    });
    const status = files.find(({ path }) => path === statusProgram(cluster))?.content ?? '';
    const kept = pathWords([directoryOf(node.kubelet.clientCertificate), layout.kubeconfig, ...disks]).words.join(' ');
    const library = libraryFor(`${journal}${status}`, { ...facts, files: words.join(' '), kept });
    const install = closedScript(installScript, journal);
    const lines = new Map([...files, library, install].map((file) => [file.path, digestLine(file)]));
    const digest = derived(digestOf(order.map((path) => lines.get(path)).join('')), 'digest of this document');
    const unit = templates['bootwright.service']({ script: installScript, digest });
    return [library, install, plainFile('/etc/systemd/system/bootwright.service', unit, ['spec'])];
  };
}

/**
 * What gets its SELinux label before anything is put there: a new file system has none, nor have directories in it. Those of
 * the downloads are made beside this, and labelled by them.
 */
function labelledAtOnce({ directories, mounts }: Needs, downloadDirectories: readonly string[]): string[] {
  const paths = [...directories.map(({ path }) => path), ...mounts.map(({ where }) => where)];
  return paths.filter((path) => !downloadDirectories.includes(path));
}

/** What happens when the install ends, well or not, as lines of a function whose arguments are STATE [STEP]. */
function endings({ firstBoot: { reportURL, onFailed } }: ResolvedCluster): string[] {
  return [
    ...(reportURL === null ? [] : [`post_status ${shellWord(reportURL)}`]),
    ...(onFailed === null ? [] : [`[ "$1" = ready ] || run_script ${onFailedScript} "$2"`]),
  ];
}

/** A line of the journal; those that it is full of in the shortest way. */
function journalLine(entry: JournalEntry): string {
  if (entry.does === 'finish') return shellWords(['finish', ...entry.names]);
  const { name, command, key } = entry.step;
  const [called = '', ...rest] = command;
  const keyed = key === null ? [] : [key];
  if (called === 'start_unit') {
    const [unit = '', ...how] = rest;
    return shellWords(['serve', unit, ...keyed, ...how]);
  }
  if (called === 'put') {
    const members = pathWords(rest.slice(4)).words;
    return [shellWords([entry.does, name, called, ...rest.slice(0, 4)]), ...members].join(' ');
  }
  return shellWords([entry.does, name, ...command, ...keyed]);
}
