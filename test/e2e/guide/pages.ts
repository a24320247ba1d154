import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../harness/places.js';

/** The lines of a page's code block behind `<!-- cluster: NAME -->`, without those that need a cloud or another machine. */
export function clusterLines(page: string, name: string): string {
  const text = readFileSync(join(repository, 'docs', `${page}.md`), 'utf8');
  const form = new RegExp(`<!-- (?:cluster|example): ${name} -->\n\`\`\`\\w+\n([^]*?)\`\`\``);
  // Blocks within a list are indented.
  const block = (form.exec(text) ?? form.exec(text.replace(/^ {2}/gm, '')))?.[1];
  if (block === undefined) throw new Error(`docs/${page}.md has no lines ${name}`);
  return block.replace(/^(terraform|scp|ssh) .*\n/gm, '');
}
