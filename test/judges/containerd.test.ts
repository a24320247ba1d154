import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import toml from '@iarna/toml';
import { expect, it } from 'vitest';
import { fileOf, type Golden, goldens } from '../goldens.js';
import { cached, judged, outputOf } from './judge.js';

type Tree = { readonly [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value of a tree, by its place. */
function leaves(tree: Tree, place: readonly string[] = []): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]): [string, unknown][] =>
    isTree(value) ? leaves(value, [...place, key]) : [[[...place, key].join(' → '), value]],
  );
}

function configOf(golden: Golden): string {
  return fileOf(golden, '/etc/containerd/config.toml').content;
}

function dump(containerd: string, config: string): Map<string, unknown> {
  const file = join(mkdtempSync(join(tmpdir(), 'bootwright-containerd-')), 'config.toml');
  writeFileSync(file, config);
  return new Map(leaves(toml.parse(outputOf(containerd, ['-c', file, 'config', 'dump']))));
}

/** Which containerd reads which fixture's configuration. */
const rows = [
  { fixture: 'current-containerd', name: 'containerd 2.3', program: cached(/^containerd-[0-9a-f]+$/, 'containerd') },
  { fixture: 'seed-004-kthw-1.21', name: 'containerd 1.4', program: cached(/^containerd-1\.4\./, 'containerd') },
];

for (const { fixture, name, program } of rows) {
  judged(name, program, (containerd) => {
    it.each(goldens.filter((golden) => golden.name.startsWith(`${fixture}/`)))('$name: every value shows', (golden) => {
      const shown = dump(containerd, configOf(golden));
      for (const [place, value] of leaves(toml.parse(configOf(golden)))) {
        // containerd writes its own version of the format, whatever it read; 1.4 hands a runtime's options on unread
        // and shows none of them.
        if (place === 'version' || (name === 'containerd 1.4' && place.includes(' → options → '))) continue;
        expect(shown.get(place), place).toEqual(value);
      }
    });
  });
}
