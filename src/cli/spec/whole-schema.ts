import { readFileSync } from 'node:fs';
import type { SchemaNode } from '../../spec/schema-node.js';
import { packageFile } from '../files/package-file.js';

const components = 'component-config.schema.json';

const read = (name: string): string => readFileSync(packageFile(`schemas/${name}`), 'utf8');

/** The spec's schema with what lies in a file beside it: one that can be copied anywhere, as JSON text. */
export function wholeSchemaText(): string {
  const schema = JSON.parse(read('cluster.schema.json').replaceAll(`"${components}#/`, '"#/')) as SchemaNode;
  const { definitions } = JSON.parse(read(components)) as SchemaNode;
  const whole = { ...schema, definitions: { ...schema.definitions, ...definitions } };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** The same, to be asked. */
export const wholeSchema = (): SchemaNode => JSON.parse(wholeSchemaText()) as SchemaNode;
