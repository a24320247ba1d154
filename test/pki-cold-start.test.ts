import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Everything that loading a source file loads, types aside: relative sources followed, packages by name. */
function loadedBy(source: URL, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(source.href)) return seen;
  const text = readFileSync(source, 'utf8');
  const imports = [...text.matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'([^']+)'/gm)].map(
    ([, name = '']) => name,
  );
  seen.set(source.href, imports);
  for (const name of imports.filter((each) => each.startsWith('.')))
    loadedBy(new URL(name.replace(/\.js$/, '.ts'), source), seen);
  return seen;
}

/** Hexadecimal digits of bytes: a kilobyte, which the hashes of every render bring anyway. */
const small = '@noble/hashes/utils.js';

test.each(['plan.ts', 'inspect.ts', 'reading.ts', 'request.ts', 'finding.ts', 'serving-request.ts'])(
  'render may load src/pki/%s: it brings no package along but for hexadecimal digits',
  (file) => {
    const loaded = loadedBy(new URL(`../src/pki/${file}`, import.meta.url));
    const packages = [...loaded.values()].flat().filter((name) => !name.startsWith('.') && name !== small);
    expect(packages).toEqual([]);
    expect([...loaded.keys()].some((source) => source.endsWith('/library.ts'))).toBe(false);
  },
);

test('no command but those that make keys or open requests loads the library', () => {
  const commandsOf = (table: string, folder = ''): string[] => {
    const text = readFileSync(new URL(`../src/cli/${folder}${table}.ts`, import.meta.url), 'utf8');
    return [...text.matchAll(/import\('\.\/([\w/-]+)\.js'\)/g)].map(([, name = '']) => `${folder}${name}`);
  };
  const commands = [...commandsOf('command-table'), ...commandsOf('commands', 'pki/')];
  const loading = commands.filter((name) =>
    [...loadedBy(new URL(`../src/cli/${name}.ts`, import.meta.url)).keys()].some((file) =>
      file.endsWith('/library.ts'),
    ),
  );
  expect(commands.length).toBeGreaterThan(10);
  expect(loading.sort()).toEqual([
    'approve/command',
    'pki/init-command',
    'pki/issue-command',
    'pki/renew-command',
    'pki/request-command',
  ]);
});
