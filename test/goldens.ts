import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A file as a document's `write_files` has it. */
export interface WrittenFile {
  readonly path: string;
  readonly content: string;
  readonly permissions?: string;
}

export interface Golden {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly files: readonly WrittenFile[];
}

/** Folders of fixtures that are rendered into `out/`. */
export const fixtures = readdirSync('fixtures')
  .filter((name) => existsSync(join('fixtures', name, 'cluster.yaml')))
  .sort();

/** Every committed document. */
export const goldens: readonly Golden[] = fixtures.flatMap((fixture) =>
  readdirSync(join('out', fixture))
    .filter((file) => file.endsWith('.cloud-config.yaml'))
    .sort()
    .map((file) => {
      const path = join('out', fixture, file);
      const text = readFileSync(path, 'utf8');
      return { name: `${fixture}/${file}`, path, text, files: parse(text, { version: '1.1' }).write_files };
    }),
);

export function fileOf(golden: Golden, path: string): WrittenFile {
  const file = golden.files.find((each) => each.path === path);
  if (!file) throw new Error(`${golden.name} has no ${path}`);
  return file;
}
