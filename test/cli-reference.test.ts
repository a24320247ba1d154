import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { digests } from '../src/generated/digests.js';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { clusterOf, specText } from './fixture-input.js';
import { fixtures } from './goldens.js';
import { example, follow, pageText } from './pages.js';

beforeAll(ensureBuilt, 120_000);

test('artifacts lists every download for people, for programs and for wget', () => {
  const folder = workspace({ keys: false });
  const rows = JSON.parse(bootwright(folder, ['artifacts', 'cluster.yaml', '--format', 'json']).data);
  const urls = bootwright(folder, ['artifacts', 'cluster.yaml', '--urls']).data;
  expect(urls).toBe(rows.map(({ url }: { url: string }) => `${url}\n`).join(''));
  for (const { url, mirrorPath } of rows) expect(`https://${mirrorPath}`).toBe(url);
});

test.each(fixtures)('artifacts has the digests of the table in its file, for %s', (fixture) => {
  const text = specText(fixture);
  const { data } = bootwright(workspace({ keys: false }), ['artifacts', '-', '--format', 'json'], text);
  expect(JSON.parse(data).map(({ digest }: { digest: string | null }) => digest)).toEqual(
    clusterOf(fixture).artifacts.map(({ digest }) => digest),
  );
});

test('the command has the whole table beside it, and says what is nearest to what it lacks', () => {
  expect(readFileSync('dist/chunks/digests.txt', 'utf8')).toBe(digests);
  const folder = workspace({ keys: false });
  const version = (release: string) =>
    edit(join(folder, 'cluster.yaml'), 'kubernetes:', `runtime: {version: "${release}"}\n  kubernetes:`);
  version('2.1.99');
  const { status, data } = bootwright(folder, ['validate', 'cluster.yaml']);
  expect(status).toBe(1);
  expect(data).toContain('Nearest with a known digest: 2.1.9 and 2.2.0.');
});

test('init writes a spec that is valid', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-cli-'));
  expect(bootwright(folder, ['init'])).toMatchObject({ status: 0, data: '' });
  expect(readFileSync(join(folder, 'cluster.yaml'), 'utf8')).toMatch(/^# yaml-language-server: \$schema=\S+\n/);
  expect(readFileSync(join(folder, 'cluster.schema.json'), 'utf8')).toBe(bootwright(folder, ['schema']).data);
  expect(bootwright(folder, ['validate', 'cluster.yaml'])).toMatchObject({ status: 0, data: '' });
});

test('explain, schema and completion print data', () => {
  const folder = workspace({ keys: false });
  expect(bootwright(folder, ['explain', 'key-unknown']).data).toContain('key-unknown (error)');
  expect(bootwright(folder, ['explain', 'spec.wrkers'])).toMatchObject({ status: 2, data: '' });
  expect(bootwright(folder, ['explain', 'spec.kubelet.config.maxPods']).data).toContain('default: 110');
  const [command = '', ...shown] = example('explain of a field', pageText('kubelet')).trimEnd().split('\n');
  expect(follow(folder, command.replace(/^\$ /, '')).trimEnd()).toBe(shown.join('\n'));
  const schema = bootwright(folder, ['schema']).data;
  expect(JSON.parse(schema)).toMatchObject({ title: 'ClusterSpec' });
  // One file that can be copied anywhere.
  expect(schema.match(/"\$ref": "(?!#)/g)).toBe(null);
  expect(bootwright(folder, ['completion']).data).toContain('bootwright');
});
