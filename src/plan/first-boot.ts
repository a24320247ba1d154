import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { templates } from '../generated/templates.js';
import type { NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved.js';
import { installLibrary, installScript, modulesFile, onFailedScript, onReadyScript, sysctlFile } from './layout.js';
import {
  type Contribution,
  type PlannedArtifact,
  type PlannedDirectory,
  type PlannedFile,
  type PlannedService,
  plainFile,
} from './node-plan.js';
import { pathWords, shellWords } from './shell-word.js';

type FirstBootPlanner = (
  node: ResolvedNode,
  credentials: NodeCredentials,
  components: readonly Contribution[],
  directories: readonly PlannedDirectory[],
) => PlannedFile[];

/**
 * The install script, the library of its functions, and the unit that runs it. The unit knows one digest over the script and all files that the
 * components planned, so nothing half-written is ever trusted.
 */
export function planFirstBoot(cluster: ResolvedCluster, artifacts: readonly PlannedArtifact[]): FirstBootPlanner {
  const row = ({ name, path, digest, directory, form, members }: PlannedArtifact): string =>
    [shellWords([name, 'put', path, digest, directory, form]), ...pathWords(members).words].join(' ');
  const { users } = cluster.host;
  const { clusterAPI, reportURL, onReady, onFailed } = cluster.firstBoot;
  const ends = {
    reportURL,
    onReady: onReady === null ? null : onReadyScript,
    onFailed: onFailed === null ? null : onFailedScript,
  };
  const origin = ['spec'];
  const library = ownScript(installLibrary, templates['install-library.sh']({ enter: templates['enter.sh']({}) }));
  const libraryDigest = digestOf(library.content);
  return (node, { notBefore }, components, directories) => {
    const files = [...components.flatMap((component) => component.files), library];
    const { words, order } = pathWords([...files.map(({ path }) => path), installScript]);
    const firstLater = components.findIndex(({ service }) => service?.ready === 'later');
    // Whoever comes after one that is not waited for may be ordered behind it.
    const isLater = (index: number): boolean => firstLater >= 0 && index >= firstLater;
    const services = components.flatMap(({ service }) => service ?? []);
    // What is ready starts while the rest is still fetched: each waits for its own programs only.
    const firstNeededBy = ({ name }: PlannedArtifact): PlannedService | undefined =>
      services.find(({ programs, needs = [] }) => programs.includes(name) || needs.includes(name));
    const fetchedFor = (service: PlannedService | undefined): PlannedArtifact[] =>
      artifacts.filter((artifact) => firstNeededBy(artifact) === service);
    const forPeople = fetchedFor(undefined);
    const host = ['host', ...(cluster.host.packages.length > 0 ? ['packages'] : [])];
    const starts = components.flatMap((component, index) => {
      const { service } = component;
      if (service === undefined) return [];
      const waitsFor = [...(service === services[0] ? host : []), ...fetchedFor(service).map(({ name }) => name)];
      return [
        ...finish(waitsFor),
        ...serveRows(service, component.files, files, artifacts, isLater(index)).map((row) => ['do_now', ...row]),
      ];
    });
    const script = templates['install.sh']({
      node: node.name,
      library: installLibrary,
      libraryDigest,
      files: words,
      ...ends,
      packages: cluster.host.packages,
      writtenOnce: cluster.host.writtenOnce,
      selinux: cluster.host.selinux,
      labelled: directories.map(({ path }) => path),
      services: services.map(({ unit }) => unit),
      sources: cluster.sources,
      notBefore,
      modulesFile,
      sysctlFile,
      clusterAPI,
      healthz: node.kubelet.healthz ?? 'none',
      resolvConf: node.kubelet.resolvConf,
      ofResolved: node.kubelet.ofResolved,
      swap: node.kubelet.swap,
      networkd: cluster.host.networkd.length > 0,
      directories: [...directoryRows(directories, cluster.host.directories), ...ownerRows(cluster, node)],
      users,
      groups: [...new Set(users.map(({ group }) => group))],
      artifacts: artifacts.filter((artifact) => !forPeople.includes(artifact)).map(row),
      starts,
      // What no unit runs is fetched while health looks at those that do.
      lastArtifacts: forPeople.map(row),
      lastSteps: forPeople.map(({ name }) => name),
    });
    const install = ownScript(installScript, script);
    const contents = new Map([...files, install].map(({ path, content }) => [path, content]));
    const digest = digestOf(order.map((path) => contents.get(path)).join(''));
    const unit = templates['bootwright.service']({ script: installScript, digest });
    return [library, install, plainFile('/etc/systemd/system/bootwright.service', unit, origin)];
  };
}

/** A script of the install's own: others have no business with it, and people read it in the document. */
function ownScript(path: string, content: string): PlannedFile {
  return { path, mode: 0o700, content, secret: false, origin: ['spec'] };
}

/** The line that waits for steps begun before. */
function finish(steps: readonly string[]): string[][] {
  return steps.length > 0 ? [['finish', ...steps]] : [];
}

/** The steps that start a component's unit; their key changes with the unit's files and programs, and with nothing else. */
function serveRows(
  service: PlannedService,
  own: readonly PlannedFile[],
  all: readonly PlannedFile[],
  artifacts: readonly PlannedArtifact[],
  isLater: boolean,
): string[][] {
  const programs = artifacts.filter(({ name }) => service.programs.includes(name));
  const files = [...own, ...all.filter(({ path }) => service.reads.includes(path))];
  const key = digestOf(JSON.stringify([files.map(fileDigest), programs]));
  const before = service.step ? [[...service.step, key.slice(0, 12)]] : [];
  const start = [`start-${service.unit}`, 'serve', service.unit, key.slice(0, 12)];
  const after = service.stepAfter ? [[...service.stepAfter, key.slice(0, 12)]] : [];
  return [...before, [...start, ...(isLater ? ['--no-block'] : [])], ...after];
}

const knownDigests = new WeakMap<PlannedFile, string>();

/** A file's own digest; files that many nodes share are read once. */
function fileDigest(file: PlannedFile): string {
  const digest = knownDigests.get(file) ?? digestOf(`${file.path}\n${file.content}`);
  knownDigests.set(file, digest);
  return digest;
}

function digestOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * The commands for directories, one for those that are alike: closed ones, those that only have to be there, and the
 * spec's own with the mode and owner that it says.
 */
function directoryRows(directories: readonly PlannedDirectory[], own: readonly PlannedDirectory[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const directory of directories) {
    const command = own.includes(directory) ? ownDirectory(directory) : [directory.mode === 0o700 ? 'closed' : 'made'];
    const key = command.join(' ');
    groups.set(key, [...(groups.get(key) ?? command), directory.path]);
  }
  const order = [...groups.keys()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return order.flatMap((key) => [groups.get(key) ?? []]);
}

function ownDirectory({ mode, owner }: PlannedDirectory): string[] {
  return ['directory', mode.toString(8).padStart(4, '0'), owner ?? 'root:root'];
}

function ownerRows({ host }: ResolvedCluster, node: ResolvedNode): string[][] {
  return [...host.files, ...node.files].flatMap(({ path, owner }) => (owner === null ? [] : [['owner', owner, path]]));
}
