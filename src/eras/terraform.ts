/**
 * What Terraform does where a document has changed: it makes a new machine, stops and starts the one that is there,
 * changes it while it runs, or is refused by the provider. Only a new machine boots with the new document.
 */
export type OnChange = 'replaces' | 'restarts' | 'updates' | 'is refused';

/** An argument that takes a document, as the provider's published schema has it. */
export interface TerraformArgument {
  readonly resource: string;
  /** The argument; or the map, or the nested block, that it stands in, and its key there. */
  readonly argument: string;
  readonly within?: { readonly name: string; readonly kind: 'map' | 'block' };
  /** Whether it wants text as it is, or in base64. */
  readonly takes: 'text' | 'base64';
  /** What the Terraform provider itself does with the value on its way. */
  readonly encodes: 'never' | 'always' | 'unless base64';
  readonly onChange: OnChange;
  /** Whether it is for systems that read Ignition, in place of the others of the provider. */
  readonly ignitionOnly?: true;
  /** What must stand beside it, at its own level, in Terraform's language: for a node of the name `each.key`. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** A provider of Terraform's, as far as documents are handed to it. */
export interface TerraformProvider {
  /** Its address in the registries. */
  readonly address: string;
  /** The release, or the snapshot, whose schema was read. */
  readonly read: string;
  /** Those of the machine first, the one for text before the one for bytes. */
  readonly arguments: readonly TerraformArgument[];
  readonly source: string;
}

export const map = (name: string) => ({ name, kind: 'map' }) as const;
export const block = (name: string) => ({ name, kind: 'block' }) as const;
