import type { Catalogue } from './entry.js';

/** Mistakes of the file itself, before anything is known of its content. */
export const textCodes = {
  'text-too-large': {
    severity: 'error',
    message: 'the text has {size} characters; a spec has at most {limit}',
    hint: ['Describe identical workers as a pool (spec.pools) rather than one by one.'],
    doc: {
      text: 'A spec is read into memory as a whole, so its size is bounded. Thirty thousand workers fit; a spec beyond the limit is nearly always the wrong file.',
      bad: 'workers:\n  - {name: batch-0, podCIDR: 10.200.64.0/24}\n  # … a million more',
      good: 'pools:\n  - {name: batch, count: 3, podCIDR: 10.200.64.0/18}',
    },
  },
  'text-not-utf8': {
    severity: 'error',
    message: 'the text is not UTF-8: {what}',
    hint: ['Save the file as UTF-8.'],
    doc: {
      text: 'A spec is UTF-8 text. NUL characters are a sign of UTF-16 or of a binary file; the replacement character U+FFFD is what is left of bytes that are not UTF-8.',
      bad: '# a file saved as "Unicode" by a Windows editor: UTF-16',
      good: '# the same file, saved as UTF-8, with or without a byte order mark',
    },
  },
  'text-control-character': {
    severity: 'error',
    message: 'the control character {name} is not allowed in a YAML file',
    hint: ['Remove it, or write it in double quotes as an escape like "\\x1b".'],
    doc: {
      text: 'YAML allows tabs and line ends, but no other control character. They come from a terminal or from pasted text, and an editor does not show them.',
      bad: 'description: ␛[1mbold',
      good: 'description: "\\x1b[1mbold"',
    },
  },
  'text-lone-surrogate': {
    severity: 'error',
    message: 'the text holds half of a character ({name}), which no file can hold',
    hint: ['Write characters beyond U+FFFF with \\U and eight digits.'],
    doc: {
      text: 'The escapes \\ud800 to \\udfff are halves of a UTF-16 character. Alone, neither half can be written to a file on the node.',
      bad: 'content: "\\ud83d"',
      good: 'content: "\\U0001F600"',
    },
  },
  'character-not-carried': {
    severity: 'error',
    message: '{carrier} cannot hold the character {name}',
    hint: ['Remove it.'],
    doc: {
      text: 'A value of the spec reaches its program through a command line, a unit file or a configuration file, and each has characters that it cannot hold: systemd drops an argument with NUL in it, and a line with a control character. The table is in src/eras/carriers.ts.',
      bad: 'kubelet: {flags: {v: "4\\0"}}',
      good: 'kubelet: {flags: {v: "4"}}',
    },
  },
  'yaml-empty': {
    severity: 'error',
    message: 'the file holds no spec: it is empty, or has only comments',
    hint: ['`bootwright init` writes one to start from.'],
    doc: {
      text: 'A spec is one YAML document with apiVersion, kind, metadata and spec.',
      bad: '# to be written',
      good: 'apiVersion: bootwright/v1alpha1\nkind: Cluster\nmetadata: {name: demo}\nspec: …',
    },
  },
  'yaml-multiple-documents': {
    severity: 'error',
    message: 'a second document starts here; a file holds one spec',
    hint: ['Put it into a file of its own: `bootwright render` takes several.'],
    doc: {
      text: 'A line of three dashes starts another YAML document. Each file holds one cluster.',
      bad: 'kind: Cluster\n---\nkind: Cluster',
      good: '# a.yaml and b.yaml, each with one document',
    },
  },
  'yaml-tab-indent': {
    severity: 'error',
    message: 'this line is indented with a tab',
    hint: ['YAML allows only spaces: replace each tab with two spaces.'],
    doc: {
      text: 'The width of a tab depends on the editor, so YAML does not allow tabs where indentation matters.',
      bad: 'metadata:\n\u2192name: demo',
      good: 'metadata:\n  name: demo',
    },
  },
  'yaml-syntax': {
    severity: 'error',
    message: 'this is not YAML: {reason}',
    doc: {
      text: 'The file breaks a rule of YAML 1.2, so what follows cannot be read reliably. Common causes are a missing quote or bracket, and a key that is indented differently from its siblings.',
      bad: 'metadata: {name: demo',
      good: 'metadata: {name: demo}',
    },
  },
  'yaml-duplicate-key': {
    severity: 'error',
    message: 'the key "{key}" is here twice; the first is on line {line}',
    hint: ['Keep one of the two.'],
    doc: {
      text: 'YAML parsers disagree about which of two equal keys counts, so Bootwright does not guess.',
      bad: 'runtime:\n  version: "2.3.4"\n  version: "2.2.1"',
      good: 'runtime:\n  version: "2.3.4"',
    },
  },
  'yaml-key-not-text': {
    severity: 'error',
    message: 'YAML reads this key as {kind}, not as text',
    hint: ['Put it in quotes: "{source}".'],
    doc: {
      text: 'Every key of a spec is text. Unquoted, 1, true and null are a number, a boolean and nothing.',
      bad: 'labels:\n  1: "yes"',
      good: 'labels:\n  "1": "yes"',
    },
  },
  'yaml-too-deep': {
    severity: 'error',
    message: 'values are nested more than {limit} levels deep',
    doc: {
      text: 'No part of a spec is nested deeply. A file that is was written by a program, or is meant to do harm.',
      bad: '[[[[[[[[…]]]]]]]]',
      good: 'packages: [nfs-common]',
    },
  },
  'yaml-too-many-values': {
    severity: 'error',
    message: 'the spec holds more than {limit} values once its aliases are expanded',
    hint: ['Describe identical workers as a pool (spec.pools).'],
    doc: {
      text: 'Aliases of lists of aliases grow without bound: a few lines can stand for billions of values. Aliases themselves are fine, even fifty thousand of them.',
      bad: 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n# … and so on',
      good: 'workers:\n  - {name: a, podCIDR: 10.200.0.0/24, labels: &tier {tier: batch}}\n  - {name: b, podCIDR: 10.200.1.0/24, labels: *tier}',
    },
  },
  'yaml-alias-unknown': {
    severity: 'error',
    message: 'the alias *{name} has no anchor &{name} before it',
    hint: ['Did you mean *{suggestion}?', 'If the value starts with a star, put it in quotes.'],
    doc: {
      text: 'An alias stands for the value of an anchor earlier in the file.',
      bad: 'labels: *batch',
      good: 'labels: &batch {tier: batch}\n# further down\nlabels: *batch',
    },
  },
  'yaml-alias-loop': {
    severity: 'error',
    message: 'the alias *{name} is inside its own anchor',
    doc: {
      text: 'A value that contains itself never ends, so no file can be written from it.',
      bad: 'config: &a {again: *a}',
      good: 'config: {again: true}',
    },
  },
  'yaml-merge-malformed': {
    severity: 'error',
    message: 'the merge key << takes a mapping, or a list of mappings',
    hint: ['Give it an alias of one: <<: *name.'],
    doc: {
      text: 'The merge key copies the keys of another mapping, except those that are written out beside it.',
      bad: 'worker:\n  <<: batch',
      good: 'worker:\n  <<: *batch',
    },
  },
  'yaml-tag': {
    severity: 'error',
    message: 'the tag {tag} is not supported',
    hint: ['A spec needs no tags. If the value starts with an exclamation mark, put it in quotes.'],
    doc: {
      text: 'A tag changes what type a value is read as. Only those of YAML 1.2 itself (!!str, !!int, !!bool, !!map …) are supported.',
      bad: 'content: !secret token',
      good: 'content: "!secret token"',
    },
  },
} as const satisfies Catalogue;
