/** A node of the schema that editors read. All dialect of draft 7, but for the keys that editors added to it. */
export interface EditorNode {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number | null)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  /** What an editor says where the pattern is not met. */
  readonly patternErrorMessage?: string;
  /** What an editor says of a key that the newest release no longer has. */
  readonly deprecationMessage?: string;
  /** Not listed by completion, though taken. */
  readonly doNotSuggest?: true;
  readonly default?: unknown;
  readonly allOf?: readonly { readonly $ref: string }[];
  readonly items?: EditorNode;
  readonly properties?: Readonly<Record<string, EditorNode>>;
  readonly additionalProperties?: boolean | EditorNode;
}

export interface EditorSchema {
  readonly $schema: string;
  readonly title: string;
  readonly description: string;
  readonly definitions: Readonly<Record<string, EditorNode>>;
}

/** What is said first, and facts a line each: editors and `explain` show it as it is. */
export function description(meaning: string | undefined, facts: readonly (string | undefined | false)[]): string {
  const lines = facts.filter((fact) => typeof fact === 'string').map((fact) => `  ${fact}`);
  return [...(meaning === undefined ? [] : [meaning]), lines.join('\n')].join('\n\n');
}
