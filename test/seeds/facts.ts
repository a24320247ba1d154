import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

/** By difference: the place, and what is there instead; or a list of things that are there. */
export type Differs = Readonly<Record<string, Readonly<Record<string, unknown>> | readonly string[]>>;

/** What one or more lines of an article say; see facts.schema.json. */
export interface Fact {
  readonly lines: number | string;
  readonly nodes?: readonly string[];
  readonly none?: string;
  readonly packages?: readonly string[];
  readonly downloads?: Readonly<Record<string, string>>;
  readonly lookups?: Readonly<Record<string, string>>;
  readonly programs?: Readonly<Record<string, string>>;
  readonly directories?: readonly string[];
  readonly groups?: readonly string[];
  readonly users?: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly file?: string;
  readonly mode?: string;
  readonly owner?: string;
  readonly document?: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly command?: string;
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly commands?: readonly string[];
  readonly swap?: 'off';
  readonly fstab?: Readonly<Record<string, string>>;
  readonly start?: readonly string[];
  readonly differs?: Differs;
}

/** `fixtures/<case>/facts.yaml`. */
export interface Facts {
  readonly article: string;
  readonly blocks: number | string;
  readonly nodes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly cluster?: Readonly<Record<string, string>>;
  readonly facts: readonly Fact[];
  readonly added: Differs;
  readonly differences: Readonly<
    Record<string, { readonly article: string; readonly here: string; readonly why: string }>
  >;
}

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
const isFacts = ajv.compile<Facts>(JSON.parse(readFileSync('test/seeds/facts.schema.json', 'utf8')));

/** A case's facts; throws with every place that the schema does not allow. */
export function readFacts(fixture: string): Facts {
  const facts: unknown = parse(readFileSync(factsPath(fixture), 'utf8'));
  if (isFacts(facts)) return facts;
  throw new Error(`${factsPath(fixture)}: ${ajv.errorsText(isFacts.errors, { separator: '\n' })}`);
}

export const hasFacts = (fixture: string): boolean => existsSync(factsPath(fixture));

const factsPath = (fixture: string): string => join('fixtures', fixture, 'facts.yaml');
