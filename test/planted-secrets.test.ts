import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { bootwright, edit, ensureBuilt, type Run, workspace } from './cli-process.js';
import type { Planted } from './planted/planted.js';
import { leaked, plantedSecrets } from './planted-secrets.js';

beforeAll(ensureBuilt, 120_000);

const folder = mkdtempSync(join(tmpdir(), 'bootwright-planted-'));
const [old, planted] = [plantedSecrets(), plantedSecrets()];

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Which secrets a run has printed, on either stream. */
function seen({ data, talk }: Run, secrets: readonly Planted[] = [...old, ...planted]): string[] {
  return secrets.flatMap((each) =>
    [...leaked(data, each), ...leaked(talk, each)].map((part) => `${each.name}: ${part}`),
  );
}

const path = (at: number): string => `/srv/${at}`;
const yaml = (value: unknown): string => `#cloud-config\n${stringify(value, { version: '1.1', lineWidth: 0 })}`;

/** The same texts in each kind of document. */
const documents: Readonly<Record<string, (secrets: readonly Planted[]) => string>> = {
  'cloud-config': (secrets) =>
    yaml({
      write_files: secrets.map(({ text }, at) => ({ path: path(at), content: text, permissions: '0644' })),
    }),
  'cloud-config, closed files and base64': (secrets) =>
    yaml({
      write_files: secrets.map(({ text }, at) => ({
        path: path(at),
        content: Buffer.from(text).toString('base64'),
        encoding: 'b64',
        permissions: at % 2 === 0 ? '0600' : '0644',
      })),
    }),
  'cloud-config, commands': (secrets) => yaml({ runcmd: secrets.map(({ text }) => text.trimEnd()) }),
  'cloud-config, commands as lists': (secrets) => yaml({ bootcmd: secrets.map(({ text }) => ['sh', '-c', text]) }),
  'cloud-config, settings': (secrets) => yaml({ ansible: { texts: secrets.map(({ text }) => ({ text })) } }),
  'Ignition, percent': (secrets) =>
    JSON.stringify({
      ignition: { version: '3.4.0' },
      storage: {
        files: secrets.map(({ text }, at) => ({
          path: path(at),
          mode: 0o644,
          contents: { source: `data:,${encodeURIComponent(text)}` },
        })),
      },
    }),
  'Ignition, base64': (secrets) =>
    JSON.stringify({
      ignition: { version: '3.4.0' },
      storage: {
        files: secrets.map(({ text }, at) => ({
          path: path(at),
          mode: 0o644,
          contents: { source: `data:;base64,${Buffer.from(text).toString('base64')}` },
        })),
      },
    }),
  'Ignition, units': (secrets) =>
    JSON.stringify({
      ignition: { version: '3.4.0' },
      systemd: { units: secrets.map(({ text }, at) => ({ name: `u${at}.service`, contents: text })) },
    }),
  MIME: (secrets) =>
    [
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="=="',
      '',
      ...secrets.flatMap(({ text }) => ['--==', 'Content-Type: text/x-shellscript', '', `#!/bin/sh\n${text}`]),
      '--==--',
      '',
    ].join('\n'),
};

describe.each(Object.entries(documents))('planted in %s', (_, document) => {
  const [before, after] = [join(folder, 'before'), join(folder, 'after')];
  beforeAll(() => {
    writeFileSync(before, document(old));
    writeFileSync(after, document(planted));
  });

  test('inspect prints none', () => {
    for (const format of ['text', 'json']) {
      const run = bootwright(folder, ['inspect', after, '--format', format]);
      expect(run.status).toBe(0);
      expect(seen(run)).toEqual([]);
      expect(run.data + run.talk).not.toContain('<secret sha256:');
    }
  });

  test('diff prints none, and tells that they differ', () => {
    for (const format of ['text', 'json']) {
      const run = bootwright(folder, ['diff', before, after, '--format', format]);
      expect(run.status).toBe(1);
      expect(seen(run)).toEqual([]);
      expect(run.data).toMatch(/<secret 2>/);
    }
  });

  test('render --check prints none of what is on the disk', () => {
    const here = workspace({ keys: true });
    expect(bootwright(here, ['render', 'cluster.yaml', '--node', 'worker-0']).status).toBe(0);
    writeFileSync(join(here, 'out/current-containerd/worker-0.cloud-config.yaml'), document(planted));
    for (const format of ['text', 'json']) {
      const run = bootwright(here, ['render', 'cluster.yaml', '--node', 'worker-0', '--check', '--format', format]);
      expect(run.status).toBe(1);
      expect(seen(run)).toEqual([]);
    }
  });
});

describe('planted in a spec, beside what is wrong', () => {
  const valid = readFileSync('fixtures/current-containerd/cluster.yaml', 'utf8');
  const lines = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));
  /** Each text of at most four lines is within two of a key that is unknown. */
  const short = planted.filter(({ text }) => text.trimEnd().split('\n').length <= 4);

  test.each(['text', 'json', 'github'])('validate prints none, as %s', (format) => {
    for (let at = 0; at < short.length; at += 40) {
      const texts = short.slice(at, at + 40).map(({ text }, index) => `wrong${index}: |\n${lines(text, 2)}`);
      writeFileSync(join(folder, 'cluster.yaml'), `${texts.join('')}wrong: 1\n${valid}`);
      const run = bootwright(folder, ['validate', 'cluster.yaml', '--format', format]);
      expect(run.status).toBe(1);
      expect(seen(run)).toEqual([]);
      if (format === 'text') expect(run.data).toContain('<secret>');
    }
  });

  test('a message that quotes a secret quotes something else', () => {
    const [secret = ''] = planted.find(({ name }) => name === 'URL')?.hidden ?? [];
    const here = workspace({ keys: false });
    const spec = join(here, 'cluster.yaml');
    edit(spec, 'kind: Cluster', `kind: "https://user:${secret}@example.com"`);
    for (const format of ['text', 'json', 'github']) {
      const run = bootwright(here, ['validate', 'cluster.yaml', '--format', format]);
      expect(run.status).toBe(1);
      expect(run.data + run.talk).toContain('user:<secret>@');
      expect(run.data + run.talk).not.toContain(secret);
    }
  });

  test('a wrong value is not quoted where its name says that it is secret', () => {
    const [secret = ''] = planted.find(({ name }) => name === 'YAML quoted')?.hidden ?? [];
    writeFileSync(join(folder, 'cluster.yaml'), `${valid}token: ${secret}\n`);
    for (const format of ['text', 'json', 'github']) {
      const run = bootwright(folder, ['validate', 'cluster.yaml', '--format', format]);
      expect(run.status).toBe(1);
      expect(run.data + run.talk).not.toContain(secret);
    }
  });
});

test('equal secrets have equal numbers, and others have others', () => {
  const text = (a: string, b: string) => yaml({ runcmd: [`export A_TOKEN=${a}`, `export B_TOKEN=${b}`] });
  const [a = '', b = ''] = planted.flatMap(({ hidden }) => hidden);
  expect(bootwright(folder, ['inspect', write('same', text(a, a))]).data.match(/<secret \d+>/g)).toEqual([
    '<secret 1>',
    '<secret 1>',
  ]);
  expect(bootwright(folder, ['inspect', write('other', text(a, b))]).data.match(/<secret \d+>/g)).toEqual([
    '<secret 1>',
    '<secret 2>',
  ]);
});
