import type { SpecPath } from '../../spec/diagnostic.js';
import { explain } from '../../spec/explain.js';
import { pathText } from '../../spec/path-text.js';
import { inline, type SchemaNode, schemaAt } from '../../spec/schema-node.js';
import type { FieldHelp, Suggestion, Suggestions } from '../protocol.js';
import { fieldAt, type Place, placesAt } from './place.js';

const firstLine = (text = ''): string => text.trim().split('\n')[0] ?? '';

/** A schema's type, words or form, in a word or two. */
function detailOf({ type, enum: words, 'x-form': form }: SchemaNode): string {
  if (words !== undefined) return words.length > 4 ? 'one of several' : words.join(' | ');
  return form ?? [type ?? []].flat().join(' or ');
}

/** What stands behind a key: a mapping and a list begin on the next line. */
function behind({ type }: SchemaNode, indent: string, isFlow: boolean): string {
  const opening = { object: ['{', `\n${indent}  `], array: ['[', `\n${indent}  - `] }[String(type)];
  return opening === undefined ? ' ' : isFlow ? ` ${opening[0]}` : (opening[1] ?? '');
}

function keysAt({ path, present }: Place, root: SchemaNode, tail: (schema: SchemaNode) => string): Suggestion[] {
  const node = schemaAt(path, root);
  const required = node?.required ?? [];
  const keys = Object.keys(node?.properties ?? {}).filter((key) => !present.includes(key));
  return keys.flatMap((key): Suggestion[] => {
    const schema = schemaAt([...path, key], root);
    if (schema === undefined || schema.doNotSuggest) return [];
    const detail = `${detailOf(schema)}${required.includes(key) ? ', required' : ''}`;
    return [{ label: key, apply: `${key}${tail(schema)}`, detail, info: schema.description ?? '' }];
  });
}

function valuesAt({ path }: Place, root: SchemaNode): Suggestion[] {
  const { enum: words, type, default: usual, examples = [], description } = schemaAt(path, root) ?? {};
  const info = firstLine(description);
  const isBoolean = [type].flat().includes('boolean');
  const known: readonly unknown[] = words ?? (isBoolean ? [true, false] : examples);
  const all = usual === undefined || known.includes(usual) ? known : [usual, ...known];
  const simple = all.filter((value) => value === null || typeof value !== 'object');
  return simple.map((value) => ({ label: inline(value), detail: value === usual ? 'default' : '', info }));
}

/** What the schema has for the cursor's place. */
export function suggestAt(text: string, offset: number, root: SchemaNode): Suggestions | null {
  const before = /[\w./-]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  const after = /^[\w./-]*/.exec(text.slice(offset))?.[0] ?? '';
  const [from, to] = [offset - before.length, offset + after.length];
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  const isFlow = /[{[,]\s*$/.test(line);
  const indent = line.replace(/\S/g, ' ');
  const hasColon = /^[ \t]*:/.test(text.slice(to));
  for (const place of placesAt(text, from, to)) {
    const options =
      place.role === 'value'
        ? valuesAt(place, root)
        : keysAt(place, root, (schema) => (hasColon ? '' : `:${behind(schema, indent, isFlow)}`));
    if (options.length > 0) return { from, to, options };
  }
  return null;
}

/** The manual on the field at an offset. */
export function helpAt(text: string, offset: number, root: SchemaNode): FieldHelp | null {
  const field = fieldAt(text, offset);
  if (field === null) return null;
  const { path, from, to } = field;
  const known = longestKnown(path, root);
  const name = pathText(known).replace(/\[\d+\]/g, '');
  const { found, text: manual } = explain(name, root);
  return found ? { from, to, name, text: manual.slice(manual.indexOf('\n') + 1).trim() } : null;
}

/** As far along a path as the schema says something. */
function longestKnown(path: SpecPath, root: SchemaNode): SpecPath {
  let end = path.length;
  while (end > 0 && schemaAt(path.slice(0, end), root) === undefined) end -= 1;
  return path.slice(0, end);
}
