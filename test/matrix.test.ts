import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type NodeDocument, readCluster, renderDocuments } from '../src/index.js';
import { testKeys } from './fixture-input.js';
import { type MatrixRow, matrix, strangeNames, unplacedSystems } from './matrix.js';

const folder = 'out/matrix';

function render({ name, text }: MatrixRow): NodeDocument {
  const { cluster, diagnostics } = readCluster(text);
  if (!cluster) throw new Error(`${name}: ${diagnostics.map(({ code }) => code).join(', ')}`);
  const [document] = renderDocuments(cluster, cluster.nodes, testKeys('flannel-kubernetes'));
  return document as NodeDocument;
}

const rendered = matrix.flatMap(({ rows }) => rows).map((row) => ({ row, document: render(row) }));

it('has every system of the schema, and no other name', () => {
  const where = 'give each a line below "systems" of the group in fixtures/matrix/table.yaml that it is like';
  expect(unplacedSystems, `${where}, with a Kubernetes of its time; then npm run golden`).toEqual([]);
  expect(strangeNames, 'names in fixtures/matrix/table.yaml that schemas/cluster.schema.json does not have').toEqual(
    [],
  );
});

const fileOf = ({ row, document }: (typeof rendered)[number]): string =>
  `${row.name}${document.fileName.slice(document.node.length)}`;

describe('a document for each provider with each system', () => {
  it.each(rendered.map((each) => [fileOf(each), each.document] as const))(
    '%s is as committed',
    async (file, { raw }) => {
      await expect(new TextDecoder('utf-8', { fatal: true }).decode(raw)).toMatchFileSnapshot(`../${folder}/${file}`);
    },
  );

  it('leaves nothing over', () => {
    const known = [...rendered.map(fileOf), 'differences.txt'];
    expect(readdirSync(folder).filter((file) => !known.includes(file))).toEqual([]);
  });
});

describe.each(matrix)('any two values, among documents enough', ({ rows, axes, never }) => {
  const names = Object.keys(axes);
  const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
  const enough = ([one, other]: readonly [string, string]) =>
    rows.length >= (axes[one]?.length ?? 0) * (axes[other]?.length ?? 0);
  it.each(pairs.filter(enough))('of %s and %s meet', (one, other) => {
    const met = new Set(rows.map(({ values }) => `${values[one]} ${values[other]}`));
    const all = (axes[one] ?? []).flatMap((a) => (axes[other] ?? []).map((b) => `${a} ${b}`));
    expect(all.filter((pair) => !met.has(pair) && !never.includes(pair))).toEqual([]);
  });
});

/** What of a line is no news: the digest that stands for files, which are compared themselves. */
const masked = (line: string): string =>
  line.replace(/\b([0-9a-f]{12}|[0-9a-f]{64})(?= --no-block$|$)/, '(digest of files)');

/** The lines of a path that not all documents have, in their order, each with the documents that have it. */
function linesThatDiffer(path: string): string[] {
  const rows = new Map<string, string[]>();
  for (const { row, document } of rendered) {
    const content = document.plan.files.find((file) => file.path === path)?.content ?? '';
    for (const line of new Set(content.split('\n').map(masked))) rows.set(line, [...(rows.get(line) ?? []), row.name]);
  }
  return [...rows]
    .filter(([line, { length }]) => line !== '' && length < rendered.length)
    .map(([line, [first = '', ...more]]) => `${String(more.length + 1).padStart(4)} ${first.padEnd(26)} ${line}`);
}

/** What differs between the documents: each line once, with how many have it, and the first that does. */
function differences(): string {
  const paths = [...new Set(rendered.flatMap(({ document }) => document.plan.files.map(({ path }) => path)))].sort();
  return paths.map((path) => [`== ${path}`, ...linesThatDiffer(path), ''].join('\n')).join('\n');
}

it('says once what differs between them', async () => {
  await expect(differences()).toMatchFileSnapshot(`../${folder}/differences.txt`);
});
