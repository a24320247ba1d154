/**
 * Writes src/generated: what the program derives from schemas/ and templates/ ahead of time, so that a start
 * compiles no schema and no template. Run from the repository's root; the folder is git-ignored.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _, Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import Handlebars from 'handlebars';
import { compile } from 'json-schema-to-typescript';
import { formats } from '../src/spec/formats.js';

type Standalone = (ajv: Ajv, validate: ValidateFunction) => string;

const target = 'src/generated';
const banner = '// Made by scripts/generate.ts. Do not edit.\n';

function write(name: string, text: string): void {
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, name), text.endsWith('\n') ? text : `${text}\n`);
}

async function specTypes(schema: AnySchemaObject): Promise<string> {
  const types = await compile(structuredClone(schema) as Parameters<typeof compile>[0], 'ClusterSpec', {
    bannerComment: banner.trim(),
    additionalProperties: false,
    format: false,
    unknownAny: true,
  });
  return types;
}

const annotations = new Set(['description', 'examples', 'default', 'title', '$id']);

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

/** The schema without what only people read: the validator carries the rest with it. */
function bare(node: unknown, isSchema = true): unknown {
  if (Array.isArray(node)) return node.map((item) => bare(item, isSchema));
  if (node === null || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key]) => !(isSchema && (annotations.has(key) || key.startsWith('x-'))));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, bare(value, !(isSchema && (key === 'properties' || key === 'definitions')))]),
  );
}

function validator(schema: AnySchemaObject): string {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { source: true, esm: true, lines: false, formats: _`formats` },
  });
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, validate);
  const validate = ajv.compile(bare(schema) as AnySchemaObject);
  // CommonJS: Node.js and TypeScript see the package's default export at different depths.
  const generate =
    (standaloneCode as unknown as { default?: Standalone }).default ?? (standaloneCode as unknown as Standalone);
  const code = generate(ajv, validate);
  const bundled = code
    .replace('"use strict";', '')
    .replace('export const validate =', 'const validateSpec =')
    .replace(/export default validate\d+;/, '')
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', '(text) => [...text].length')
    // A third of the code, which each start reads: nobody asks where in the schema a rule stands, and one function
    // can keep what was found.
    .replace(/schemaPath:"[^"]*",/g, '')
    .replace(
      /if\(vErrors === null\)\{vErrors = \[(\w+)\];\}\s*else \{vErrors\.push\(\1\);\}/g,
      'vErrors = found(vErrors, $1);',
    );
  if (bundled.includes('require(')) throw new Error(`the validator asks for ${/require\([^)]*\)/.exec(bundled)?.[0]}`);
  return [
    `// @ts-nocheck\n${banner}import { formats } from '../spec/formats.js';`,
    'export interface SchemaError {',
    '  readonly keyword: string; readonly instancePath: string; readonly propertyName?: string;',
    '  readonly params: Readonly<Record<string, unknown>>;',
    '}',
    'const found = (errors, error) => (errors === null ? [error] : (errors.push(error), errors));',
    bundled,
    '/** Every way in which a value departs from the schema; empty for a good one. */',
    'export function schemaErrors(value: unknown): readonly SchemaError[] {',
    '  return validateSpec(value) ? [] : validateSpec.errors;',
    '}',
  ].join('\n');
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
    return `  ${JSON.stringify(name)}: engine.template(${code}),`;
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
write('cluster-spec.ts', await specTypes(schema));
write('validate-cluster.ts', validator(schema));
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
    unitSettings: 'unit-settings.tsv',
  }),
);
// A module of its own: the command has its text in a file beside the program (scripts/bundle.ts).
write('digests.ts', `${banner}export const digests =\n  ${JSON.stringify(digestLines())};\n`);

/** The schema's closed sets: what each is called here, and the field of the spec that has them. */
const closedSets: Readonly<Record<string, string>> = {
  Architecture: 'target.arch',
  CniPluginName: 'cni.plugin',
  DnsName: 'addons.dns.name',
  FlannelBackend: 'cni.flannel.backend',
  FormatName: 'target.format',
  HandlerType: 'runtime.handlers.type',
  IgnitionVersion: 'target.ignition.version',
  ListedProvider: 'cni.flannel.etcd.lookup.provider',
  PartType: 'target.parts.type',
  ProviderName: 'target.provider',
  ProxyModeName: 'proxy.mode',
  RuntimeName: 'runtime.name',
  SystemName: 'target.os',
};

/** Names as constants and as types, for tables that have a row for each. */
function nameSets(): string {
  const sets = Object.entries(closedSets).map(([name, field]) => {
    const path = field.split('.');
    const { enum: names } = path.reduce<AnySchemaObject>((node, step) => {
      const { properties } = node.items ?? node;
      return properties[step];
    }, schema.properties.spec);
    if (!Array.isArray(names)) throw new Error(`spec.${field} is no closed set`);
    const constant = `${name.charAt(0).toLowerCase()}${name.slice(1)}s`;
    return [
      `/** Of spec.${field}. */`,
      `export const ${constant} = ${JSON.stringify(names)} as const;`,
      `export type ${name} = (typeof ${constant})[number];`,
    ].join('\n');
  });
  const envelopes = [
    '/** The forms that a document comes in: those that a spec can ask for, and the one of several files, which --as makes. */',
    "export type EnvelopeName = FormatName | 'nocloud';",
  ];
  return [banner, ...sets, ...envelopes].join('\n');
}

write('names.ts', nameSets());
