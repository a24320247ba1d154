import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandTable } from '../src/cli/command-table.js';
import { examples, statusText, wayText } from '../src/cli/examples.js';
import { codes } from '../src/spec/codes.js';

/** The right-hand column of CONTRIBUTING's table, phrase by phrase. */
function unwanted(): string[] {
  const table =
    /\| write \| not \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(readFileSync('CONTRIBUTING.md', 'utf8'))?.[1] ?? '';
  const cells = table
    .trim()
    .split('\n')
    .map((row) => row.split(' | ')[1]?.replace(/ \|$/, '') ?? '');
  return cells.flatMap((cell) => cell.split('; '));
}

/** Pages that people read: what was seen on which day, and the reasons of long ago, stay as they were written. */
const pages = [
  'README.md',
  'SECURITY.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md') && name !== 'tested.md')
    .map((name) => join('docs', name)),
];

/** Everything that is said to people, by where it stands. */
const texts: Readonly<Record<string, string>> = {
  ...Object.fromEntries(pages.map((page) => [page, readFileSync(page, 'utf8')])),
  'the messages': JSON.stringify(codes),
  'the findings of keys': readFileSync('src/pki/explain-finding.ts', 'utf8'),
  'the help': JSON.stringify([commandTable, examples, statusText, wayText]),
  'the schema of the spec': readFileSync('schemas/cluster.schema.json', 'utf8'),
  'the schema of components': readFileSync('schemas/component-config.schema.json', 'utf8'),
};

it('CONTRIBUTING has words that are not ours', () => expect(unwanted().length).toBeGreaterThan(10));

it.each(unwanted())('nobody says "%s"', (phrase) => {
  const form = new RegExp(`(?<![\\w-])${phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`, 'i');
  const places = Object.entries(texts).flatMap(([place, text]) => {
    const found = form.exec(text);
    return found ? [`${place}: …${text.slice(Math.max(0, found.index - 60), found.index + 60)}…`] : [];
  });
  expect(places).toEqual([]);
});
