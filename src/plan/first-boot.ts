import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { templates } from '../generated/templates.js';
import type { NodeCredentials, ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import { directoryOf } from './directories.js';
import { proxyEnvironment } from './egress-proxy.js';
import { accountRows, directoryRows, ownerRows } from './host-rows.js';
import { closedScript, libraryPlanner } from './install-library.js';
import {
  installLibrary,
  installScript,
  kubeletLayout,
  onFailedScript,
  onReadyScript,
  statusProgram,
} from './layout.js';
import {
  type Contribution,
  type PlannedArtifact,
  type PlannedDirectory,
  type PlannedFile,
  type PlannedService,
  plainFile,
} from './node-plan.js';
import { pathWords, shellWord, shellWords } from './shell-word.js';

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
  const { clusterAPI, onReady } = cluster.firstBoot;
  const libraryFor = libraryPlanner();
  const isPlain = (address: string): boolean => address.startsWith('http:');
  const needs = {
    installs: cluster.host.packageManager !== null,
    labels: cluster.host.selinux,
    plainSources: [...cluster.sources, ...artifacts.map(({ path }) => path)].some(isPlain),
    unverified: artifacts.some(({ digest }) => digest === 'unverified'),
  };
  return (node, { notBefore, notAfter }, components, directories) => {
    const files = components.flatMap((component) => component.files);
    const layout = kubeletLayout(cluster, node);
    const named = new Set([layout.certificate, layout.key]);
    const { words, order } = pathWords(
      [...files.map(({ path }) => path), installLibrary, installScript],
      (path, name) => (named.has(path) ? name.replace(node.name, '"$node"') : name),
    );
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
      return [...finish(waitsFor), ...serveRows(service, component.files, files, artifacts, isLater(index))];
    });
    const journal = templates['install.sh']({
      node: node.name,
      library: installLibrary,
      egress: cluster.host.egressProxy === null ? null : proxyEnvironment,
      onReady: onReady === null ? null : onReadyScript,
      endings: endings(cluster),
      packages: cluster.host.packages,
      writtenOnce: cluster.host.writtenOnce,
      selinux: cluster.host.selinux,
      labelled: directories.map(({ path }) => path),
      services: services.map(({ unit }) => unit),
      // The library takes upstream by itself.
      sources: cluster.sources.length === 1 && cluster.sources[0] === 'https://' ? null : cluster.sources,
      notBefore,
      notAfter,
      join: joinWords(cluster, node),
      clusterAPI,
      healthz: node.kubelet.healthz ?? 'none',
      resolvConf: node.kubelet.resolvConf,
      ofResolved: node.kubelet.ofResolved,
      swap: node.kubelet.swap,
      networkd: cluster.host.networkd.length > 0,
      host: [...accountRows(cluster), ...directoryRows(cluster, directories, files), ...ownerRows(cluster, node)],
      artifacts: artifacts.filter((artifact) => !forPeople.includes(artifact)).map(row),
      starts,
      // What no unit runs is fetched while health looks at those that do.
      lastArtifacts: forPeople.map(row),
      lastSteps: forPeople.map(({ name }) => name),
    });
    const status = files.find(({ path }) => path === statusProgram(cluster))?.content ?? '';
    const kept = pathWords([directoryOf(node.kubelet.clientCertificate), layout.kubeconfig]).words.join(' ');
    const library = libraryFor(`${journal}${status}`, { ...needs, files: words.join(' '), kept });
    const install = closedScript(installScript, journal);
    const contents = new Map([...files, library, install].map(({ path, content }) => [path, content]));
    const digest = digestOf(order.map((path) => contents.get(path)).join(''));
    const unit = templates['bootwright.service']({ script: installScript, digest });
    return [library, install, plainFile('/etc/systemd/system/bootwright.service', unit, ['spec'])];
  };
}

/** The arguments of the step that asks the API server for the node; null where nothing is waited for. */
function joinWords(cluster: ResolvedCluster, node: ResolvedNode): string[] | null {
  const layout = kubeletLayout(cluster, node);
  const { kubeconfig = layout.kubeconfig, 'hostname-override': name = ownName(cluster, node) } = node.kubelet.flags;
  if (!node.waitsForNode || kubeconfig === null) return null;
  const kubectl = `${cluster.paths.binaries}/kubectl`;
  // Without the flag it is called what its machine is.
  return [kubectl, kubeconfig, node.endpoint, ...(name === undefined ? [] : [name ?? ''])];
}

/** The node's name; undefined where the machine finds it out at boot. */
function ownName({ identity }: ResolvedCluster, { name }: ResolvedNode): string | undefined {
  return identity?.name ? undefined : name;
}

/** What happens when the install ends, well or not, as lines of a function whose arguments are STATE [STEP]. */
function endings({ firstBoot: { reportURL, onFailed } }: ResolvedCluster): string[] {
  return [
    ...(reportURL === null ? [] : [`post_status ${shellWord(reportURL)}`]),
    ...(onFailed === null ? [] : [`[ "$1" = ready ] || run_script ${onFailedScript} "$2"`]),
  ];
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
  const step = (words: readonly string[] | undefined): string[][] =>
    words ? [['do_now', ...words, key.slice(0, 12)]] : [];
  const start = ['serve', service.unit, key.slice(0, 12), ...(isLater ? ['--no-block'] : [])];
  return [...step(service.step), start, ...step(service.stepAfter)];
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
