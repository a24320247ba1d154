import { jsonText } from '../plan/serialise.js';
import type { ResolvedCluster, TerraformArgument } from '../resolve/resolved/resolved.js';
import { type ClusterFile, plainFile } from './cluster-file.js';
import { type ChosenArguments, moduleFile } from './terraform-argument.js';
import { expression, placeOf, quoted } from './terraform-expression.js';
import { freshness, type ModuleSource } from './terraform-freshness.js';

/** A document that the module reads. */
export interface ModuleDocument {
  readonly node: string;
  /** Its name in the cluster's folder. */
  readonly file: string;
  readonly isText: boolean;
}

/** The output of an argument: the first is `user_data` for every provider, so that all modules are used alike. */
const outputOf = ({ text }: ChosenArguments, { argument }: TerraformArgument): string =>
  argument === text.argument ? 'user_data' : argument;

/** A document, secret from here on: Terraform before 1.13 shows what only an output calls sensitive (hashicorp/terraform#37212). */
const contentOf = (call: 'file' | 'filebase64', file: string): string =>
  expression(`sensitive(${call}(${placeOf(`../${file}`)}))`);

/** A node's first address, and both where it has two. */
const addressFields = (addresses: readonly string[]) => ({
  address: addresses[0] ?? null,
  ...(addresses.length > 1 ? { addresses } : {}),
});

/**
 * A module for Terraform and OpenTofu with each node's document, as the provider's argument takes it. It holds no
 * document: it reads them where they lie, so a key stands in one place, and a diff of the module shows nodes that come
 * and go while a diff of the documents shows what changes on them. It makes no resource either: the machines are the user's.
 */
export function terraformModule(
  cluster: ResolvedCluster,
  chosen: ChosenArguments,
  documents: readonly ModuleDocument[],
  sources: readonly ModuleSource[],
): ClusterFile {
  const { locals, precondition, check } = freshness(sources);
  const addresses = new Map(cluster.nodes.map(({ name, addresses }) => [name, addresses]));
  const fieldOf = ({ isText }: ModuleDocument): TerraformArgument =>
    isText || chosen.binary === null ? chosen.text : chosen.binary;
  const textOf = (document: ModuleDocument): string =>
    contentOf(fieldOf(document).takes === 'base64' ? 'filebase64' : 'file', document.file);
  const byArgument = argumentsOf(chosen).map((field) => {
    const name = outputOf(chosen, field);
    const values = documents.map((document) => {
      const belongs = fieldOf(document).argument === field.argument;
      return [document.node, belongs ? textOf(document) : null];
    });
    const about = `The documents by node, for ${describe(field)}.`;
    return [name, { description: about, sensitive: true, value: Object.fromEntries(values), precondition }];
  });
  const nodes = documents.map(({ node, file }) => [
    node,
    { ...addressFields(addresses.get(node) ?? []), sha256: expression(`filesha256(${placeOf(`../${file}`)})`) },
  ]);
  return plainFile(
    moduleFile,
    jsonText({
      '//': [
        `The documents of the cluster ${cluster.name} for Terraform and OpenTofu, made by bootwright terraform:`,
        ...usageLines(chosen, `./out/${cluster.name}/terraform`),
      ],
      locals,
      ...(check && { check }),
      output: {
        nodes: {
          description: 'The nodes by name, for for_each, with the digest of each document; nothing here is secret.',
          value: Object.fromEntries(nodes),
          precondition,
        },
        ...Object.fromEntries(byArgument),
      },
    }),
  );
}

/** The arguments that have an output: the one for text, and the one for bytes where it is another. */
function argumentsOf({ text, binary }: ChosenArguments): TerraformArgument[] {
  return binary !== null && binary.argument !== text.argument ? [text, binary] : [text];
}

function describe({ resource, within, argument }: TerraformArgument): string {
  return within ? `"${argument}" in ${within.name} of ${resource}` : `${argument} of ${resource}`;
}

/** Settings one below the other, with their signs in a column, as `tofu fmt` wants them. */
function settings(entries: readonly (readonly [string, string])[], indent: string): string[] {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${indent}${name.padEnd(width)} = ${value}`);
}

/** How the module is used, in Terraform's own language. */
export function usageLines(chosen: ChosenArguments, source: string): string[] {
  const { resource, within, beside = {} } = chosen.text;
  const given = argumentsOf(chosen).map((field): [string, string] => {
    const value = `module.cluster.${outputOf(chosen, field)}[each.key]`;
    return [within?.kind === 'map' ? JSON.stringify(field.argument) : field.argument, value];
  });
  const more = [...given, ...Object.entries(beside)];
  const each: [string, string] = ['for_each', 'module.cluster.nodes'];
  return [
    'module "cluster" {',
    `  source = ${quoted(source)}`,
    '}',
    '',
    `resource "${resource}" "worker" {`,
    ...(within
      ? [
          ...settings([each], '  '),
          `  ${within.name} ${within.kind === 'map' ? '= ' : ''}{`,
          ...settings(more, '    '),
          '  }',
        ]
      : settings([each, ...more], '  ')),
    '}',
  ];
}
