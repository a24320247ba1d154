import toml from '@iarna/toml';
import { diffLines } from 'diff';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type NodeDocument, type ResolvedCluster, readCluster, renderDocuments } from '../src/index.js';
import { codes } from '../src/spec/codes.js';
import { type Boundary, boundaries } from './era-cases.js';
import { testKeys } from './fixture-input.js';
import { readUnit } from './seeds/unit-file.js';

/** One side of a boundary: a machine's files, or why there are none. */
interface Side {
  readonly release: string;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly cluster: ResolvedCluster | null;
  readonly files: ReadonlyMap<string, string>;
}

/** The install names what it fetches, which is another file for each release; everything else is compared. */
const compared = ({ plan }: NodeDocument) =>
  plan.files.filter(({ path }) => !/\/(install\.sh|bootwright\.service)$/.test(path));

function render(release: string, text: string): Side {
  const { cluster, diagnostics } = readCluster(text);
  const of = (severity: string) =>
    diagnostics.map(({ code }) => code).filter((code) => codes[code].severity === severity);
  const [document] = cluster ? renderDocuments(cluster, cluster.nodes, testKeys('flannel-kubernetes')) : [];
  const files = document ? compared(document).map(({ path, content }) => [path, content] as const) : [];
  return { release, errors: of('error'), warnings: of('warning'), cluster, files: new Map(files) };
}

function contentOf({ files }: Side, ending: string): string | undefined {
  const paths = [...files.keys()].filter((path) => path.endsWith(ending));
  expect(paths.length, ending).toBeLessThan(2);
  return files.get(paths[0] ?? '');
}

/** The value at a path of keys; undefined where there is none. */
function valueAt(tree: unknown, path: string): unknown {
  return path.split('/').reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], tree);
}

type Look = (side: Side, place: string) => unknown;

const inUnit: (unit: string) => Look = (unit) => (side, place) =>
  readUnit(contentOf(side, `/${unit}`) ?? '').settings.get(place);

/** A program's flag, else a field of its configuration file. */
const inProgram: (unit: string, file: string) => Look = (unit, file) => (side, place) =>
  place.startsWith('--')
    ? readUnit(contentOf(side, `/${unit}.service`) ?? '').flags.get(place.slice(2))
    : valueAt(parse(contentOf(side, `/${file}`) ?? '', { version: '1.1' }) ?? {}, place);

const looks: Readonly<Record<string, Look>> = {
  kubelet: inProgram('kubelet', 'kubelet-config.yaml'),
  'kube-proxy': inProgram('kube-proxy', 'kube-proxy-config.yaml'),
  'cri-dockerd': inProgram('cri-docker', 'no file'),
  containerd: (side, place) => valueAt(toml.parse(contentOf(side, '/containerd/config.toml') ?? ''), place),
  'containerd.service': inUnit('containerd.service'),
  docker: (side, place) => valueAt(JSON.parse(contentOf(side, '/docker/daemon.json') ?? '{}'), place),
  'docker.service': inUnit('docker.service'),
  crio: (side, place) => valueAt(toml.parse(contentOf(side, '/crio.conf.d/10-bootwright.conf') ?? ''), place),
  'crio.service': inUnit('crio.service'),
  cni: (side, place) => valueAt(JSON.parse(contentOf(side, '/10-bridge.conflist') ?? '{}'), place),
  topology: (side) => /^join TOPOLOGY (.*)$/m.exec(contentOf(side, '/node-identity.sh') ?? '')?.[1],
  packages: ({ cluster }, name) => cluster?.host.packages.find((each) => each === name),
  artifacts: ({ cluster }, name) => cluster?.artifacts.find((each) => each.name === name)?.name,
  refused: ({ errors }) => errors[0],
  warned: ({ warnings }) => warnings.find((code) => code !== 'artifact-unverified' && code !== 'release-unsupported'),
};

function look(side: Side, place: string): unknown {
  const [what = '', ...rest] = place.split(' ');
  const found = looks[what];
  if (!found) throw new Error(`nothing looks for ${place}`);
  return found(side, rest.join(' ')) ?? null;
}

/** The lines that differ, by their files; what refuses a side, where one does. */
function changes({ name }: Boundary, sides: readonly Side[]): string {
  const [before, after] = sides as [Side, Side];
  const refused = sides.flatMap(({ release, errors }) => errors.map((code) => `${release} is refused: ${code}\n`));
  const paths = [...new Set([...before.files.keys(), ...after.files.keys()])].sort();
  const lines = paths.flatMap((path) => {
    const parts = diffLines(before.files.get(path) ?? '', after.files.get(path) ?? '');
    const changed = parts.filter(({ added, removed }) => added || removed);
    const text = changed.map(({ added, value }) => value.replace(/^(?=.)/gm, added ? '+' : '-')).join('');
    return text === '' ? [] : [`${path}\n${text}`];
  });
  const what = refused.length > 0 ? refused : lines.length > 0 ? lines : ['nothing changes\n'];
  return [`== ${name}: ${before.release} → ${after.release}\n`, ...what].join('');
}

const rendered = boundaries.map((boundary) => ({
  boundary,
  sides: boundary.sides.map(({ release, text }) => render(release, text)),
}));

describe.each(rendered)('$boundary.name', ({ boundary, sides }) => {
  it.each(boundary.sides.map((side, index) => ({ ...side, index })))('$release', ({ expected, index }) => {
    const side = sides[index] as Side;
    if (!('refused' in expected)) expect(side.errors).toEqual([]);
    const found = Object.keys(expected).map((place) => [place, look(side, place)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('has two sides', () => expect(sides).toHaveLength(2));
});

it('changes on the machine what is committed, and nothing else', async () => {
  const text = rendered.map(({ boundary, sides }) => changes(boundary, sides)).join('\n');
  await expect(text).toMatchFileSnapshot('../out/eras/boundaries.diff');
});
