import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../harness/places.js';

/** The lines of a page's code block behind `<!-- cluster: NAME -->` or another mark, without those that need a cloud or another machine. */
export function clusterLines(page: string, name: string): string {
  const file = page === 'README' ? 'README.md' : join('docs', `${page}.md`);
  const text = readFileSync(join(repository, file), 'utf8');
  const form = new RegExp(`<!-- (?:cluster|example|spec): ${name} -->\n\`\`\`\\w+\n([^]*?)\`\`\``);
  // Blocks within a list are indented.
  const block = (form.exec(text) ?? form.exec(text.replace(/^ {2}/gm, '')))?.[1];
  if (block === undefined) throw new Error(`${file} has no lines ${name}`);
  return block.replace(/^(terraform|scp|ssh|podman) .*\n/gm, '');
}
