import { type Alias, type Node, parseDocument } from 'yaml';
import type { Diagnostic } from './diagnostic.js';
import { atOffsets, textFlaw } from './text-flaws.js';
import { yamlFlaws } from './yaml-flaws.js';
import { readYamlValue } from './yaml-value.js';

/** A text as read: its value, and the tree from which a path's place in the text is found. */
export interface ParsedSpec {
  /** The text without a byte order mark: offsets count in it. */
  readonly text: string;
  /** Plain values, aliases followed; undefined where the text could not be read, so there is nothing to check. */
  readonly value: unknown;
  readonly contents: Node | null;
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a spec as YAML 1.2 (core schema), with merge keys. Never throws: what is wrong with the text is in `diagnostics`.
 * A `%YAML 1.1` line does not change how values are read.
 */
export function parseSpec(source: string): ParsedSpec {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  const unread = { text, value: undefined, contents: null, targets: new Map() };
  const flaw = textFlaw(text);
  if (flaw !== undefined) return { ...unread, diagnostics: [flaw] };

  // Duplicate keys are looked for below: the library compares each key with all the others.
  const document = parseDocument(text, { schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
  const { fatal, diagnostics } = yamlFlaws(text, document);
  if (fatal) return { ...unread, diagnostics };
  const contents = document.contents as Node | null;
  if (contents === null || contents.range?.[0] === contents.range?.[1]) {
    return { ...unread, diagnostics: [...diagnostics, atOffsets('yaml-empty', {}, 0)] };
  }
  const { value, targets, diagnostics: ofValues } = readYamlValue(text, contents);
  const all = [...diagnostics, ...ofValues];
  const unreadable = ofValues.some(({ code }) => code === 'yaml-too-many-values' || code === 'yaml-too-deep');
  return { text, value: unreadable ? undefined : value, contents, targets, diagnostics: all };
}
