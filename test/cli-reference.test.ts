import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';

beforeAll(ensureBuilt, 120_000);

test('artifacts lists every download for people, for programs and for wget', () => {
  const folder = workspace({ keys: false });
  const rows = JSON.parse(bootwright(folder, ['artifacts', 'cluster.yaml', '--format', 'json']).data);
  const urls = bootwright(folder, ['artifacts', 'cluster.yaml', '--urls']).data;
  expect(urls).toBe(rows.map(({ url }: { url: string }) => `${url}\n`).join(''));
  for (const { url, mirrorPath } of rows) expect(`https://${mirrorPath}`).toBe(url);
});

test('init writes a spec that is valid', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-cli-'));
  expect(bootwright(folder, ['init'])).toMatchObject({ status: 0, data: '' });
  expect(readFileSync(join(folder, 'cluster.yaml'), 'utf8')).toMatch(/^# yaml-language-server: \$schema=\S+\n/);
  expect(bootwright(folder, ['validate', 'cluster.yaml'])).toMatchObject({ status: 0, data: '' });
});

test('explain, schema and completion print data', () => {
  const folder = workspace({ keys: false });
  expect(bootwright(folder, ['explain', 'key-unknown']).data).toContain('key-unknown (error)');
  expect(bootwright(folder, ['explain', 'spec.wrkers'])).toMatchObject({ status: 2, data: '' });
  expect(JSON.parse(bootwright(folder, ['schema']).data)).toMatchObject({ title: 'ClusterSpec' });
  expect(bootwright(folder, ['completion']).data).toContain('bootwright');
});
