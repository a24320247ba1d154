import type { ResolvedCluster, TerraformArgument } from '../resolve/resolved/resolved.js';

/** The module's place in the cluster's folder. */
export const moduleFile = 'terraform/main.tf.json';

/** The arguments that a cluster's documents are given to: one for text, one for bytes that are none; null: none takes it. */
export interface ChosenArguments {
  readonly text: TerraformArgument;
  readonly binary: TerraformArgument | null;
}

/** `resource.argument`; or, of a map or a block, `resource.map.key`. */
export function argumentName({ resource, within, argument }: TerraformArgument): string {
  return [resource, ...(within ? [within.name] : []), argument].join('.');
}

/** The arguments by name: the one asked for, or else those of the provider's machine; undefined where there are none. */
export function chooseArguments(
  { terraformArguments }: ResolvedCluster,
  wanted: string | null = null,
): ChosenArguments | undefined {
  const rows = terraformArguments.filter((row) => wanted === null || argumentName(row) === wanted);
  const text = wanted === null ? rows[0] : (rows.find(({ takes }) => takes === 'text') ?? rows[0]);
  if (text === undefined) return undefined;
  return { text, binary: rows.find((row) => row.takes === 'base64' && row.resource === text.resource) ?? null };
}

const handling: Readonly<Record<TerraformArgument['encodes'], string>> = {
  never: 'hands on as it is',
  always: 'encodes to base64, even what is base64 already',
  'unless base64': 'encodes to base64',
};

/** Why a document of bytes can't be given to an argument for text, and what to do instead. */
export function binaryRefused(node: string, text: TerraformArgument, cluster: ResolvedCluster): string {
  const others = [...new Set(cluster.terraformArguments.filter(({ takes }) => takes === 'base64').map(argumentName))];
  const way =
    others.length > 0 ? `give it to ${others.join(' or ')} (--argument), or make it smaller` : 'make it smaller';
  return `the document of ${node} is compressed to bytes, and ${argumentName(text)} takes text, which it ${handling[text.encodes]}: ${way}`;
}
