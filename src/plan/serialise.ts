import toml from '@iarna/toml';
import prettyCompact from 'json-stringify-pretty-compact';
import { Document, isCollection, isPair, isSeq, Schema } from 'yaml';
import { isMapping } from '../spec/mapping.js';
import { isPlainWord, needsQuotes, quotedStrings } from './yaml-strings.js';

/** `over` laid over `base`: mappings are merged, everything else is replaced, null takes away; keys are sorted. */
export function overlay(
  base: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const key of [...new Set([...Object.keys(base), ...Object.keys(over)])].sort()) {
    const [ours, theirs] = [base[key], over[key]];
    if (theirs === null) continue;
    if (isMapping(theirs)) merged[key] = overlay(isMapping(ours) ? ours : {}, theirs);
    else merged[key] = theirs === undefined ? ours : theirs;
  }
  return merged;
}

const flowWidth = 120;

// Made once: it costs more than what it is used for.
const schema = new Schema({
  schema: 'yaml-1.1',
  resolveKnownTags: false,
  customTags: (tags) => [quotedStrings(needsQuotes), ...tags],
});

/**
 * YAML that both 1.1 and 1.2 readers understand alike, nothing folded and nothing aliased. What fits on one line below
 * the top level stands on one, as it does in JSON files here: fewer lines to read, and fewer bytes to send.
 */
export function yamlText(value: Readonly<Record<string, unknown>>): string {
  return Object.entries(value)
    .map(([key, each]) => (each === undefined ? '' : entryText(key, each)))
    .join('');
}

const written = new WeakMap<object, { readonly key: string; readonly text: string }>();
const writtenScalars = new Map<string, string>();

/** Scalars that are remembered: more than any spec has that is no node's own, and few enough to hold. */
const mostScalars = 500;

/** One entry of the top level. A value that many nodes share is written once. */
function entryText(key: string, value: unknown): string {
  if (typeof value === 'string' && isPlainWord(value) && isPlainWord(key)) return `${key}: ${value}\n`;
  if (typeof value !== 'object' || value === null) return scalarText(key, value);
  const known = written.get(value);
  if (known?.key === key) return known.text;
  const text = documentText({ [key]: value });
  written.set(value, { key, text });
  return text;
}

function scalarText(key: string, value: unknown): string {
  const name = `${typeof value}${JSON.stringify(key)}${value}`;
  const known = writtenScalars.get(name);
  if (known !== undefined) return known;
  const text = documentText({ [key]: value });
  // YAML has two zeros, which look alike here.
  if (value !== 0 && writtenScalars.size < mostScalars) writtenScalars.set(name, text);
  return text;
}

function documentText(value: Readonly<Record<string, unknown>>): string {
  const document = new Document(value, { version: '1.1', schema, aliasDuplicateObjects: false });
  setFlowBelow(document.contents, value, true);
  return document.toString({ lineWidth: 0, indentSeq: false, flowCollectionPadding: false });
}

/** `made` is what the node was made of: its JSON is there sooner than the node's. */
function setFlow(node: unknown, made: unknown, atTop: boolean): void {
  if (!isCollection(node)) return;
  // A list of the top level keeps an entry a line.
  const fits = JSON.stringify(made).length <= flowWidth && !(atTop && isSeq(node));
  if (fits) node.flow = true;
  else setFlowBelow(node, made as Readonly<Record<string, unknown>>, false);
}

function setFlowBelow(node: unknown, made: Readonly<Record<string, unknown>>, atTop: boolean): void {
  if (!isCollection(node)) return;
  for (const [index, item] of node.items.entries())
    if (isPair(item)) setFlow(item.value, made[String(item.key)], atTop);
    else setFlow(item, made[index], atTop);
}

export function jsonText(value: unknown): string {
  return `${prettyCompact(value, { indent: 1, maxLength: flowWidth })}\n`;
}

export function tomlText(value: Readonly<Record<string, unknown>>): string {
  return toml.stringify(value as Parameters<typeof toml.stringify>[0]);
}
