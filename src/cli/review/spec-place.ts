import { isMap, isSeq } from 'yaml';
import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';
import type { Place } from '../../review/forms/page.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import { LineIndex } from '../../spec/line-index.js';
import { offsetsAt } from '../../spec/positions.js';
import type { SpecFile } from '../files/spec-file.js';

/** Where a spec is, and the nodes that it makes. */
export interface PlacedSpec {
  readonly spec: SpecFile;
  readonly cluster: Pick<ResolvedCluster, 'nodes'>;
}

/** The keys of a field as changes call it: `spec.kubelet.config.maxPods`. */
const keysOf = (subject: string): string[] =>
  [...(/^spec[^\s:]*/.exec(subject)?.[0] ?? 'spec').matchAll(/"((?:[^"\\]|\\.)*)"|[^."[\]]+/g)].map(
    ([whole, quoted]) => quoted ?? whole,
  );

/** Settings that a machine or a pool may have of its own. */
const machinesOwn = /^spec\.(?:kubelet|workers\[\])\./;

/** The paths that a change of a node's may come from, the most likely first. */
function candidates(subject: string, origin: SpecPath | undefined): SpecPath[] {
  const keys = keysOf(subject);
  const own = keys[1] === 'workers' ? keys.slice(2) : keys.slice(1);
  const ofMachine = origin && machinesOwn.test(subject) ? [[...origin, ...own]] : [];
  return [...ofMachine, ...(keys[1] === 'workers' && origin ? [origin] : [keys])];
}

/** The entry of a list of files, of this machine's or of all, that a file comes from. */
function entryOf(subject: string, origin: SpecPath | undefined, contents: unknown): SpecPath[] {
  const [, path] = /^file (\S+)$/.exec(subject) ?? [];
  const lists = [...(origin ? [[...origin, 'files']] : []), ['spec', 'host', 'files']];
  return lists.flatMap((list) => {
    const files = path !== undefined && isMap(contents) ? contents.getIn(list) : undefined;
    const at = isSeq(files) ? files.items.findIndex((file) => isMap(file) && file.get('path') === path) : -1;
    return at < 0 ? [] : [[...list, at]];
  });
}

/** The line of a spec that a change of a field comes from; of one that is not there, the nearest above it. */
export function placeIn({ spec, cluster }: PlacedSpec, subject: string, nodes: readonly string[]): Place {
  const { parsed } = spec.reading;
  const origin = cluster.nodes.find(({ name }) => name === nodes[0])?.origin;
  const { contents } = parsed;
  const paths = [...entryOf(subject, origin, contents), ...candidates(subject, origin)];
  const path = paths.find((each) => isMap(contents) && contents.hasIn(each)) ?? paths.at(-1) ?? ['spec'];
  const { line, column, endLine, endColumn } = new LineIndex(parsed.text).position(offsetsAt(parsed, path, 'key'));
  return { file: spec.file, line, column, endLine, endColumn };
}
