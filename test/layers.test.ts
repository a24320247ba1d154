import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layers, strangeImports } from './layers.js';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('generated/'));

describe('the rooms of src', () => {
  it('are all in the list, and each names only those before it', () => {
    const rooms = layers.map(([room]) => room);
    const found = new Set(files.map((file) => file.replace(/\.ts$/, '').split('/')[0]));
    expect([...found].filter((room) => !rooms.includes(room ?? ''))).toEqual([]);
    for (const [index, [room, allowed]] of layers.entries()) {
      const before = rooms.slice(0, index);
      expect(
        allowed.filter((each) => !before.includes(each.split('/')[0] ?? '')),
        room,
      ).toEqual([]);
    }
  });

  it('import what lies below them, and keep files, clock and releases where they belong', () => {
    const strange = files.flatMap((file) =>
      strangeImports(file, readFileSync(join('src', file), 'utf8')).map((name) => `src/${file} imports ${name}`),
    );
    expect(strange).toEqual([]);
  });

  it.each([
    ['eras/flags.ts', '../resolve/proxy.js'],
    ['eras/providers/aws.ts', '../../generated/templates.js'],
    ['plan/kubelet.ts', '../eras/flags.js'],
    ['encode/mime.ts', '../resolve/resolved.js'],
    ['pki/pem.ts', '../spec/diagnose.js'],
    ['resolve/rules/flags.ts', '../../render.js'],
    ['resolve/dns.ts', 'semver/functions/compare.js'],
    ['plan/host.ts', 'node:fs'],
    ['cli/main.ts', '../index.js'],
  ])('src/%s may not import %s', (file, name) => {
    expect(strangeImports(file, `import type { Some } from '${name}';\n`)).toEqual([name]);
    expect(strangeImports(file, `const later = await import('${name}');\n`)).toEqual([name]);
  });

  it('may import themselves', () => {
    expect(strangeImports('eras/providers/aws.ts', "import { map } from '../terraform.js';\n")).toEqual([]);
    expect(strangeImports('eras/flags.ts', "import type { Span } from './lookup.js';\n")).toEqual([]);
  });
});
