import { planArtifacts } from '../../plan/artifacts.js';
import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';
import { type Arguments, settledValue } from '../command.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { readSpecFile } from '../files/spec-file.js';
import { misuse } from '../misuse.js';
import { reportProblems } from '../problems.js';
import { shellWord } from '../shell-word.js';
import { textTable } from '../text-table.js';

/** A download as it is listed. */
interface ArtifactRow {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  /** Null where nobody checks it. */
  readonly digest: string | null;
  /** The directory on the node. */
  readonly destination: string;
  /** Its place below each mirror, as `wget -x` makes it; null for an address of the user's own. */
  readonly mirrorPath: string | null;
}

function rowsOf(cluster: ResolvedCluster): ArtifactRow[] {
  const planned = new Map(planArtifacts(cluster).map((artifact) => [artifact.name, artifact]));
  return cluster.artifacts.map(({ name, version, url, digest, mirrored }) => {
    const { directory = '', path = '' } = planned.get(name) ?? {};
    return { name, version, url, digest, destination: directory, mirrorPath: mirrored ? path : null };
  });
}

function asText(rows: readonly ArtifactRow[], mirrors: readonly string[]): string {
  const table = textTable([
    ['name', 'version', 'destination', 'address'],
    ...rows.map(({ name, version, destination, url }) => [name, version, destination, url]),
  ]);
  const digests = textTable([['name', 'digest'], ...rows.map(({ name, digest }) => [name, digest ?? 'unverified'])]);
  const places = rows.flatMap(({ name, mirrorPath }) => (mirrorPath === null ? [] : [[name, mirrorPath]]));
  const head = mirrors.length > 0 ? `Below ${mirrors.join(' and ')}:` : 'Below a mirror (spec.artifacts.mirrors):';
  return `${table}\n${digests}\n${head}\n${textTable([['name', 'path'], ...places])}`;
}

/**
 * What each file on a mirror must be, as `cksum --check` reads it: with the algorithm on every line, as they differ.
 * A file that nobody checks has no line.
 */
function asChecksums(rows: readonly ArtifactRow[]): string {
  return rows
    .flatMap(({ digest, mirrorPath }) => {
      if (digest === null || mirrorPath === null) return [];
      const [algorithm = '', hex = ''] = digest.split(':');
      return [`${algorithm.toUpperCase()} (${mirrorPath}) = ${hex}\n`];
    })
    .join('');
}

export function run(given: Arguments): ExitStatus {
  if (given.flags.has('urls') && given.flags.has('checksums')) {
    return misuse('--urls and --checksums cannot be combined');
  }
  const spec = readSpecFile(given.operands[0] ?? '');
  const { cluster, diagnostics } = spec.reading;
  reportProblems([{ spec, diagnostics }], 'text', 'talk');
  if (cluster === null) return exitStatus.refused;
  const rows = rowsOf(cluster);
  if (given.flags.has('urls')) printData(rows.map(({ url }) => `${url}\n`).join(''));
  else if (given.flags.has('checksums')) printData(asChecksums(rows));
  else if (settledValue(given, 'format') === 'json') printData(`${JSON.stringify(rows, null, 2)}\n`);
  else {
    printData(
      asText(
        rows,
        cluster.sources.filter((source) => source !== 'https://'),
      ),
    );
    const word = shellWord(given.operands[0] ?? '');
    say(`To fill a mirror: bootwright artifacts ${word} --urls | wget -x -i -`);
    say(`To check it, in its folder: bootwright artifacts ${word} --checksums | cksum --check`);
  }
  return exitStatus.fine;
}
