import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCluster } from '../src/index.js';
import { formatReport } from '../src/spec/report.js';
import { schemaAt } from '../src/spec/schema-node.js';
import { hostile } from './hostile-strings.js';

type Step = string | number;

const folders = ['fixtures', join('fixtures', 'invalid')];
const texts = folders.flatMap((folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(folder, entry.name)).includes('cluster.yaml'))
    .map(({ name }) => readFileSync(join(folder, name, 'cluster.yaml'), 'utf8')),
);

function parsed(text: string): unknown[] {
  try {
    const value: unknown = parse(text, { merge: true, logLevel: 'error' });
    // One that holds itself has no JSON, and one of a million values is for other tests.
    const isTree = typeof value === 'object' && value !== null && JSON.stringify(value).length < 20_000;
    return isTree ? [value] : [];
  } catch {
    return [];
  }
}
const specs = texts.flatMap(parsed);

/** Every place of a tree. */
function placesOf(value: unknown, path: readonly Step[] = []): (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([step, below]) => placesOf(below, [...path, step]))];
}

/** Places that specs do not have yet, and any value may be put into. */
const optional: (readonly Step[])[] = [
  ['spec', 'controlPlane', 'publicEndpoint'],
  ['spec', 'controlPlane', 'version'],
  ['spec', 'addons', 'dns', 'version'],
  ['spec', 'runtime', 'version'],
  ['spec', 'runtime', 'config'],
  ['spec', 'kubelet', 'config'],
  ['spec', 'kubelet', 'flags'],
  ['spec', 'proxy', 'config'],
  ['spec', 'cni', 'version'],
  ['spec', 'cni', 'flannel', 'version'],
  ['spec', 'firstBoot', 'reportURL'],
  ['spec', 'artifacts', 'mirrors'],
  ['spec', 'artifacts', 'overrides', 'runc', 'url'],
  ['spec', 'credentials', 'kubeletSANs'],
  ['spec', 'target', 'parts'],
  ['spec', 'host', 'sysctls'],
  ['spec', 'units', 'kubelet', 'Service', 'Environment'],
].filter((path) => schemaAt(path) !== undefined);

const likely = [
  ...['1.36.04', '1.36.4-01', '1.36.4-a..b', '1.36', 'v1.36.4', '1.8.15', '1.38.0', '99.99.99', '17.03.2'],
  ...['https://api.1:6443', 'https://xn--a:6443', 'https://[::1]', 'http://localhost:8080', 'https://a:0', 'https://'],
  ...['10.0.0.0/8', '10.0.0.1/8', '0.0.0.0/0', '10.0.0.0/33', '255.255.255.255', '169.254.20.10', '2001:db8::1/64'],
  ...['__proto__', 'constructor', 'toString', 'flatcar', 'mime', 'docker', 'crio', 'none', 'hostname'],
];
const anyValue = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...likely) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...hostile) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 53, 1e308, '', [], {}, [[]], [{}], [null]),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
);

const mutation = fc.record({
  spec: fc.constantFrom(...specs),
  places: fc.array(fc.record({ pick: fc.nat(), extra: fc.boolean(), value: anyValue }), { minLength: 1, maxLength: 4 }),
});

function mutated({
  spec,
  places,
}: {
  spec: unknown;
  places: readonly { pick: number; extra: boolean; value: unknown }[];
}) {
  const root = { root: structuredClone(spec) } as Record<string, unknown>;
  for (const { pick, extra, value } of places) {
    const known = extra ? optional : placesOf(root.root);
    const path = ['root', ...(known[pick % known.length] ?? [])];
    let place: Record<Step, unknown> = root;
    for (const step of path.slice(0, -1)) {
      if (typeof place[step] !== 'object' || place[step] === null) place[step] = {};
      place = place[step] as Record<Step, unknown>;
    }
    place[path.at(-1) ?? 'root'] = structuredClone(value);
  }
  return JSON.stringify(root.root) ?? '';
}

/** Reading and reporting: what every command does first. */
function read(text: string): void {
  const { diagnostics, parsed: source } = readCluster(text);
  formatReport(diagnostics, { file: 'cluster.yaml', parsed: source }, { format: 'text' });
}

const numRuns = Number(process.env.FUZZ_RUNS ?? 500);
const seed = Number(process.env.FUZZ_SEED ?? 36);

it('no spec with other values in it makes the reading throw', () => {
  fc.assert(
    fc.property(mutation, (change) => read(mutated(change))),
    { numRuns, seed },
  );
});

it('no text does that has been cut, doubled or written over anywhere', () => {
  const piece = fc.oneof(
    fc.constantFrom(...hostile, '&a [*a]', '<<: *a', '? ', '- - - -', '!!binary x', '[[[[', '{{{{'),
    fc.string(),
  );
  const cut = fc.record({ text: fc.constantFrom(...texts), at: fc.nat(), length: fc.nat({ max: 80 }), piece });
  fc.assert(
    fc.property(cut, ({ text, at, length, piece: put }) => {
      const start = at % (text.length + 1);
      read(text.slice(0, start) + put + text.slice(start + length));
    }),
    { numRuns, seed },
  );
});

it.each([
  ['JSON', '[', ']'],
  ['mappings', '{"a":', '}'],
  ['lists', '- ', ''],
  ['keys', '? ', ''],
])('deep %s end in a diagnostic', (_, open, close) => {
  for (const depth of [10, 63, 64, 65, 1000, 50_000]) {
    const text = `${open.repeat(depth)}1${close.repeat(depth)}`;
    expect(() => read(text)).not.toThrow();
  }
});

it('cycles end in a diagnostic', () => {
  for (const text of ['a: &a [*a]', '&a {<<: *a}', '&a [&b [*a, *b], *b]', 'a: &a {b: &b {c: *a, d: *b}}']) read(text);
});
