/**
 * Writes src/generated: what the program derives from schemas/ and templates/ ahead of time, so that a start
 * compiles no schema and no template; and the list of src/eras/providers. Run from the repository's root; git ignores
 * what it writes.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnySchemaObject } from 'ajv';
import Handlebars from 'handlebars';
import { compile } from 'json-schema-to-typescript';
import { nameSets } from './closed-sets.js';
import { defaultsTree, fullSchema } from './full-spec.js';
import { validator } from './validator.js';

const target = 'src/generated';
const banner = '// Made by scripts/generate.ts. Do not edit.\n';

function write(name: string, text: string, folder = target): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text.endsWith('\n') ? text : `${text}\n`);
}

async function specTypes(schema: AnySchemaObject, name: string): Promise<string> {
  const types = await compile(structuredClone(schema) as Parameters<typeof compile>[0], name, {
    bannerComment: banner.trim(),
    additionalProperties: false,
    format: false,
    unknownAny: true,
  });
  return types;
}

/**
 * The schema without what only editors read: which fields and keys other programs have depends on their releases, and
 * our own rules know them.
 */
function withoutEditors(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutEditors);
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => (key === 'allOf' ? [] : [[key, withoutEditors(value)]])),
  );
}

function templateNames(): string[] {
  let found: string[] = [];
  try {
    found = readdirSync('templates', { recursive: true, encoding: 'utf8' });
  } catch {
    // No folder, no templates.
  }
  return found
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.hbs'))
    .map((path) => path.slice(0, -'.hbs'.length))
    .sort();
}

/**
 * Code without the places in its template, which Handlebars names in errors: `test/templates.test.ts` holds every path
 * against its values, so none is raised. A tenth of the code, and what compresses least.
 */
function withoutPlaces(code: string): string {
  const place = String.raw`\{"start":\{[^}]*\},"end":\{[^}]*\}\}`;
  return code.replace(new RegExp(`, ${place} |,"loc":${place}`, 'g'), '');
}

/** Templates as code; each is a partial for the others too, by its own name. */
function templates(names: readonly string[]): string {
  const entries = names.map((name) => {
    const source = readFileSync(join('templates', `${name}.hbs`), 'utf8');
    const code = Handlebars.precompile(source, {
      noEscape: true,
      strict: true,
      knownHelpersOnly: true,
      knownHelpers: { arg: true, sh: true, words: true },
    });
    return `  ${JSON.stringify(name)}: engine.template(${withoutPlaces(String(code))}),`;
  });
  return [
    `// @ts-nocheck\n${banner}import runtime from 'handlebars/runtime.js';\nimport { shellWord, shellWords } from '../plan/shell-word.js';\nimport { unitWord } from '../plan/unit-word.js';`,

    'const engine = runtime.create();',
    `export type TemplateName = ${names.map((name) => JSON.stringify(name)).join(' | ') || 'never'};`,
    'export type TemplateDelegate = (values: object) => string;',
    'export const templates: Readonly<Record<TemplateName, TemplateDelegate>> = {',
    ...entries,
    '};',
    'engine.registerHelper({ arg: unitWord, sh: shellWord, words: shellWords });',
    'engine.registerPartial(templates);',
  ].join('\n');
}

/** The rows of a table in data/, without the lines that say where they come from. */
function dataRows(file: string): string {
  const lines = readFileSync(join('data', file), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).join('\n');
}

/** Tables as text: each is read only when a question needs it. */
function dataTables(files: Readonly<Record<string, string>>): string {
  const constants = Object.entries(files).map(
    ([name, file]) => `export const ${name} =\n  ${JSON.stringify(dataRows(file))};`,
  );
  return [banner, ...constants].join('\n');
}

/** The digests as text, a line each without who says so: it is searched, never parsed. */
function digestLines(): string {
  const lines = dataRows('digests.tsv').split('\n');
  return `\n${lines.map((line) => `${line.split('\t').slice(0, 4).join(' ')}\n`).join('')}`;
}

const schema = withoutEditors(JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8'))) as AnySchemaObject;
write('cluster-spec.ts', await specTypes(schema, 'ClusterSpec'));
write('full-cluster-spec.ts', await specTypes(fullSchema(schema), 'FullClusterSpec'));
write(
  'spec-defaults.ts',
  `${banner}export interface DefaultsTree {
  readonly value?: unknown;
  readonly keys?: Readonly<Record<string, DefaultsTree>>;
  readonly items?: DefaultsTree;
  readonly others?: DefaultsTree;
}
/** Below spec. */
export const specDefaults: DefaultsTree = ${JSON.stringify(defaultsTree(schema).keys?.spec ?? {})};\n`,
);
write('validate-cluster.ts', `// @ts-nocheck\n${banner}${validator(schema)}`);
write(
  'cluster-schema.ts',
  `${banner}/** The schema as JSON text: parsed only when a mistake or a question needs it. */\nexport const clusterSchemaText =\n  ${JSON.stringify(JSON.stringify(schema))};\n`,
);
// Those for the cluster's side are a module of their own: a document needs none of them.
const forCluster = (name: string): boolean => name.startsWith('cluster/');
write('templates.ts', templates(templateNames().filter((name) => !forCluster(name))));
write('cluster-templates.ts', templates(templateNames().filter(forCluster)));
write(
  'data.ts',
  dataTables({
    kubeletConfig: 'kubelet-config.tsv',
    kubeProxyConfig: 'kube-proxy-config.tsv',
    kubeletDefaults: 'kubelet-defaults.tsv',
    kubeProxyDefaults: 'kube-proxy-defaults.tsv',
    kubeletFlagValues: 'kubelet-flags.tsv',
    kubeProxyFlagValues: 'kube-proxy-flags.tsv',
    featureGates: 'feature-gates.tsv',
    featureGateNeeds: 'feature-gate-needs.tsv',
    containerdConfig: 'containerd-config.tsv',
    crioConfig: 'crio-config.tsv',
    kubeletFlagReleases: 'kubelet-flag-releases.tsv',
    kubeProxyFlagReleases: 'kube-proxy-flag-releases.tsv',
    containerdKeyReleases: 'containerd-keys.tsv',
    crioKeyReleases: 'crio-keys.tsv',
    unitSettings: 'unit-settings.tsv',
  }),
);
// A module of its own: the command has its text in a file beside the program (scripts/bundle.ts).
write('digests.ts', `${banner}export const digests =\n  ${JSON.stringify(digestLines())};\n`);

/** The list of the providers' rows, each a file that is called as the schema calls it. */
function providerRows(names: readonly string[]): string {
  const rowOf = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const imports = names.map((name) => `import { ${rowOf(name)} } from './${name}.js';`);
  const rows = names.map((name) => `  ${JSON.stringify(name)}: ${rowOf(name)},`);
  return [banner, ...imports, '', 'export const rows = {', ...rows, '};'].join('\n');
}

/** The functions that a step of the first boot can call: of each template of the install library. */
function libraryFunctions(): string {
  const parts = ['install-library.sh', ...templateNames().filter((name) => /^(?:install|packages)\//.test(name))];
  const texts = parts.map((name) => readFileSync(join('templates', `${name}.hbs`), 'utf8')).join('\n');
  const names = [...new Set([...texts.matchAll(/^(\w+)\(\) /gm)].map(([, name]) => name))].sort();
  const type = names.map((name) => JSON.stringify(name)).join(' | ');
  return `/** Of templates/install-library.sh.hbs, templates/install and templates/packages. */\nexport type LibraryFunction = ${type};`;
}

// In the room of what it lists: nothing that is generated imports from a room above it.
write(
  'index.ts',
  providerRows(schema.properties.spec.properties.target.properties.provider.enum),
  'src/eras/providers',
);
write('names.ts', `${banner}\n${nameSets(schema)}\n${libraryFunctions()}`);
