import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { templates as clusterTemplates } from '../src/generated/cluster-templates.js';
import { templates } from '../src/generated/templates.js';
import { clusterFiles, readCluster } from '../src/index.js';
import { documentsOf, specText } from './fixture-input.js';
import { fixtures } from './goldens.js';

/** Every value of a template's data that it was rendered with, in all fixtures. */
const seen = new Map<string, object[]>();
function watch(all: Readonly<Record<string, (values: object) => string>>): void {
  for (const [name, render] of Object.entries(all)) {
    vi.spyOn(all as Record<string, typeof render>, name).mockImplementation((values) => {
      seen.set(name, [...(seen.get(name) ?? []), values]);
      return render(values);
    });
  }
}
function renderAll(text: string, fixture: string): void {
  documentsOf(text, fixture);
  const { cluster } = readCluster(text);
  if (cluster) Array.from(clusterFiles(cluster));
}
watch(templates);
watch(clusterTemplates);
for (const fixture of fixtures) renderAll(specText(fixture), fixture);
// What no fixture asks for.
const spec = parse(specText('current-containerd'));
spec.spec.target.format = 'script';
spec.spec.target.provider = 'generic';
spec.spec.host = {
  blockMetadata: true,
  users: [{ name: 'kube' }],
  directories: [{ path: '/srv/kube', owner: 'kube:kube' }],
  files: [{ path: '/srv/kube/x', content: 'x', owner: 'kube:kube' }],
};
spec.spec.firstBoot = { reportURL: 'https://example.com', onReady: 'true\n', onFailed: 'true\n' };
renderAll(stringify(spec), 'current-containerd');
for (const os of ['rocky-10', 'azure-linux-3', 'sles-16']) {
  spec.spec.target.os = os;
  renderAll(stringify(spec), 'current-containerd');
}
const old = parse(specText('seed-004-kthw-1.21'));
old.spec.target.os = 'ubuntu-18.04';
old.spec.host.blockMetadata = true;
renderAll(stringify(old), 'seed-004-kthw-1.21');
const unknown = parse(specText('identity-metadata'));
for (const provider of ['aws', 'generic', 'openstack']) {
  const identity = { name: 'hostname', ...(provider === 'openstack' ? { address: 'privateAddress' } : {}) };
  unknown.spec.target = { provider, os: 'debian-13', identity };
  unknown.spec.workers = [{ name: 'worker-0', podCIDR: '10.200.0.0/24' }];
  renderAll(stringify(unknown), 'identity-metadata');
}
unknown.spec.target.identity = { address: 'privateAddress', addressIn: '10.240.0.0/16' };
unknown.spec.host = { firewall: 'open' };
renderAll(stringify(unknown), 'identity-metadata');
unknown.spec.network.nodeCIDRs = ['10.240.0.0/16'];
renderAll(stringify(unknown), 'identity-metadata');

// Handlebars is strict about a value that it prints, but takes a misspelt `{{#if}}` or `{{#each}}` for an empty one.
const names = readdirSync('templates', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.hbs'))
  .map((file) => file.replace(/\.hbs$/, ''));
const helpers = new Set(['if', 'each', 'unless', 'arg', 'sh', 'words', 'this']);

/** What the syntax tree has at one kind of node or another. */
interface Node {
  readonly type: string;
  readonly original?: string;
  readonly parts?: readonly string[];
  readonly data?: boolean;
  readonly path?: Node;
  readonly name?: Node;
  readonly params?: readonly Node[];
  readonly body?: readonly Node[];
  readonly program?: Node;
  readonly inverse?: Node;
}

function has(value: unknown, [head, ...rest]: readonly string[]): boolean {
  if (head === undefined) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    has(Object.getOwnPropertyDescriptor(value, head)?.value, rest) &&
    head in value
  );
}

/** The data that a block's inside sees: the first item of a list, or what its outside sees. */
function insideOf({ path, params }: Node, context: unknown): unknown {
  const list = params?.[0]?.original;
  return path?.original === 'each' && list ? (context as Record<string, unknown[]>)[list]?.[0] : context;
}

const syntaxOf = (name: string): Node => Handlebars.parse(readFileSync(`templates/${name}.hbs`, 'utf8')) as Node;

/** The paths of a template, or a part of one, that its data does not have. */
function unknownPaths(node: Node, context: unknown): string[] {
  const { original = '', parts = [], path, name, params = [], body = [], program, inverse } = node;
  if (name?.original !== undefined) return unknownPaths(syntaxOf(name.original), context);
  if (node.type === 'PathExpression') {
    return node.data || helpers.has(original) || has(context, parts) ? [] : [original];
  }
  const here = [path, ...params, ...body, inverse].flatMap((child) => (child ? unknownPaths(child, context) : []));
  const inside = insideOf(node, context);
  // An empty list says nothing of what its items have; another rendering has one that is not.
  return program && inside !== undefined ? [...here, ...unknownPaths(program, inside)] : here;
}

const partsOf = (name: string): string[] =>
  [...readFileSync(`templates/${name}.hbs`, 'utf8').matchAll(/\{\{> (\S+)\}\}/g)].map(([, part = '']) => part);

it('every template is used', () => {
  expect([...new Set([...seen.keys()].flatMap((name) => [name, ...partsOf(name)]))].sort()).toEqual(names.sort());
});

it.each([...seen.keys()])('%s: every path that it and its parts name is in its data', (name) => {
  expect(seen.get(name)?.flatMap((values) => unknownPaths(syntaxOf(name), values))).toEqual([]);
});

it('would tell of a path that is misspelt in a block', () => {
  const program = Handlebars.parse(
    '{{#if unit.limit}}{{#each lists}}{{sh nme}}{{/each}}{{/if}}{{#each typo}}x{{/each}}',
  ) as Node;
  expect(unknownPaths(program, { unit: { limit: 1 }, lists: [{ name: 1 }] })).toEqual(['nme', 'typo']);
});
