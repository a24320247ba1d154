import type { ScalarTag } from 'yaml';

/** Everything but printable ASCII and line feeds: what some reader changes, refuses or takes for the end of a line. */
const unsafe = /[^\n -~]/;

/**
 * What only some readers take for something else than text: YAML 1.1's merge and default keys, and a colon or a question
 * mark in front, which on a line with other values begins a value or a key for readers of 1.1.
 */
const special = /^(?:=$|<<$|[:?])/;

/**
 * Text that begins as a number does and has nothing in it that no number has. Readers differ on which of these are
 * numbers: 0o17 is one for Go, 0_ for Python, 1:30 for YAML 1.1, and +.INF for most. Two dots make none for any.
 */
const numeric = /^[-+]?(?:[.\d][\dA-Fa-fXxOo_:eE+-]*\.?[\dA-Fa-fXxOo_:eE+-]*|\.(?:inf|nan))$/i;
const quads = /^\d+(?:\.\d+){2,}/;

/** A date, which YAML 1.1 readers make a time of. */
const date = /^\d{4}-\d\d?-\d\d?([Tt \t]|$)/;

/** Whether a text stands in double quotes, so that readers of YAML 1.1, of 1.2 and Go's all read just it. */
export function needsQuotes(text: string): boolean {
  return unsafe.test(text) || special.test(text) || (numeric.test(text) && !quads.test(text)) || date.test(text);
}

/** Paths and names, but for those that some reader takes for a truth value or for nothing. */
const word = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z/][\w./-]*$/i;

/** Whether a text stands in YAML as it is, wherever it stands and whoever reads it: most do, and need no library for it. */
export const isPlainWord = (text: string): boolean => word.test(text);

/** A text in double quotes, in printable ASCII: PyYAML joins no surrogate pairs, so each is one escape. */
function inQuotes(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/gu, (char) => {
    const hex = (char.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
  });
}

/** The tag by which a schema of the `yaml` package writes such texts, and words as they are: it would try them by each of its tags. */
export function quotedStrings(isQuoted: (text: string) => boolean): ScalarTag {
  return {
    tag: 'tag:yaml.org,2002:str',
    default: true,
    // Nothing is read with it; only tags that have a test are asked before those that have one.
    test: /(?!)/,
    identify: (value) => typeof value === 'string' && (isPlainWord(value) || isQuoted(value)),
    resolve: (text) => text,
    stringify: ({ value }) => (isPlainWord(String(value)) ? String(value) : inQuotes(String(value))),
  };
}
