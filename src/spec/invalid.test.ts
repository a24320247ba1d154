import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCluster } from '../render.js';
import { codes } from './codes.js';
import { formatReport } from './report.js';

const root = new URL('../../fixtures/invalid/', import.meta.url);
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
/** What another command says than the reading of the spec; test/invalid-commands.test.ts runs it. */
const ofCommands = folders.filter((name) => existsSync(new URL(`${name}/command`, root)));
const names = folders.filter((name) => !ofCommands.includes(name));

/** Codes that no fixture shows: they need a huge text, another system's clock, or key files. */
const reachedElsewhere = [
  'bootstrap-token-expired',
  'bootstrap-token-expiring',
  'bootstrap-token-malformed',
  'credentials-expiring',
  'credentials-mismatch',
  'text-too-large',
  'token-malformed',
  'token-missing',
];

function diagnose(name: string) {
  const { parsed, diagnostics: all } = readCluster(readFileSync(new URL(`${name}/cluster.yaml`, root), 'utf8'));
  return { parsed, all };
}

describe('fixtures/invalid', () => {
  it.each(names)('%s', async (name) => {
    expect(readdirSync(new URL(`${name}/`, root)).sort()).toEqual(
      existsSync(new URL(`${name}/report.txt`, root)) ? ['cluster.yaml', 'report.txt'] : ['cluster.yaml'],
    );
    const { parsed, all } = diagnose(name);
    const report = formatReport(all, { file: 'cluster.yaml', parsed }, { format: 'text' });
    expect(all).not.toEqual([]);
    for (const { code, args } of all) {
      const slots = [...codes[code].message.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot);
      expect(Object.keys(args)).toEqual(expect.arrayContaining(slots));
    }
    await expect(report).toMatchFileSnapshot(fileURLToPath(new URL(`${name}/report.txt`, root)));
  });

  it('reaches every code of the catalogue', () => {
    const reached = new Set<string>(names.flatMap((name) => diagnose(name).all.map(({ code }) => code)));
    for (const name of ofCommands) {
      for (const [, code = ''] of readFileSync(new URL(`${name}/report.txt`, root), 'utf8').matchAll(
        / \[([\w-]+)\]$/gm,
      ))
        reached.add(code);
    }
    const missing = Object.keys(codes).filter((code) => !reached.has(code));
    expect(missing.sort()).toEqual(reachedElsewhere);
  });
});
