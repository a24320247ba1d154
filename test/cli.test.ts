import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { modeOf, name, snapshot } from './cli-folder.js';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';

beforeAll(ensureBuilt, 120_000);

describe('usage', () => {
  test.each([
    ['an unknown command', ['rendr'], 'Did you mean render?'],
    ['an unknown option', ['render', 'cluster.yaml', '--stduot'], 'Did you mean --stdout?'],
    [
      'a value that is no choice',
      ['validate', 'cluster.yaml', '--format', 'xml'],
      '--format takes one of text, json, markdown, html, github, sarif; not "xml"',
    ],
    ['no spec', ['render'], 'render needs: spec'],
    ['a file that is not there', ['validate', 'none.yaml'], 'cannot read none.yaml: no such file or folder'],
    ['a folder for a file', ['validate', '.'], 'cannot read .: it is a folder'],
    [
      'an unknown command of a group',
      ['pki', 'isue', 'cluster.yaml'],
      'there is no command "pki isue"\nDid you mean pki issue?',
    ],
    ['a group alone', ['pki'], 'pki needs one of: init, issue, request, import, list, renew'],
    ['an option without its value', ['render', 'cluster.yaml', '--out'], '--out needs a value'],
    ['a file too many', ['artifacts', 'cluster.yaml', 'b.yaml'], 'artifacts has no use for "b.yaml"'],
    ['one of two files', ['diff', 'a'], 'diff needs: new\nUsage: bootwright diff <old> <new>'],
    [
      '--stdout for three',
      ['render', 'cluster.yaml', '--stdout'],
      'choose one with --node NAME (worker-0, worker-1, worker-2)',
    ],
    ['an unknown node', ['render', 'cluster.yaml', '--node', 'worker-9'], 'there is no worker "worker-9"'],
    ['two specs of one name', ['render', 'cluster.yaml', './cluster.yaml'], `both have the metadata.name "${name}"`],
    ['an unknown example', ['init', 'a.yaml', '--example', 'dmo'], 'Did you mean demo?'],
    ['a file that is there', ['init', 'cluster.yaml'], '--force overwrites it'],
  ])('%s ends with 2 and says what to do', (_, args, advice) => {
    const { status, data, talk } = bootwright(workspace({ keys: false }), args);
    expect({ status, data }).toEqual({ status: 2, data: '' });
    expect(talk).toContain(advice);
    expect(talk).not.toMatch(/\n {4}at /);
  });

  test('help and version are data', () => {
    const folder = workspace({ keys: false });
    expect(bootwright(folder, ['--version'])).toEqual({ status: 0, data: '0.1.0\n', talk: '' });
    const help = bootwright(folder, ['render', '--help']);
    expect({ status: help.status, talk: help.talk }).toEqual({ status: 0, talk: '' });
    expect(help.data).toContain('--check');
  });
});

describe('validate', () => {
  test('reads standard input, and reports a bad spec on standard output', () => {
    const folder = workspace({ keys: false });
    const spec = readFileSync(join(folder, 'cluster.yaml'), 'utf8');
    expect(bootwright(folder, ['validate', '-'], spec)).toEqual({
      status: 0,
      data: '',
      talk: '<stdin>: valid, 3 workers\n',
    });
    const bad = bootwright(folder, ['validate', '-', '--format', 'json'], spec.replace('debian-13', 'debian13'));
    expect({ status: bad.status, talk: bad.talk }).toEqual({ status: 1, talk: '' });
    expect(JSON.parse(bad.data)).toMatchObject([{ code: 'value-not-allowed', file: '<stdin>', line: 17, column: 9 }]);
  });
});

describe('pki', () => {
  test('issue makes what is missing, closed to others, keeps what exists, and list shows it', () => {
    const folder = workspace({ keys: false });
    expect(bootwright(folder, ['pki', 'init', 'cluster.yaml'])).toMatchObject({ status: 0, data: '' });
    expect(modeOf(join(folder, 'pki'))).toBe('700');
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).talk).toContain('5 certificates made, 0 kept');
    const before = snapshot(join(folder, 'pki'));
    for (const path of Object.keys(before).filter((file) => file.endsWith('-key.pem')))
      expect(modeOf(path)).toBe('600');
    expect(readFileSync(join(folder, 'pki', '.gitignore'), 'utf8')).toBe('*\n');
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).talk).toContain('0 certificates made, 5 kept');
    expect(snapshot(join(folder, 'pki'))).toEqual(before);
    const list = JSON.parse(bootwright(folder, ['pki', 'list', 'cluster.yaml', '--format', 'json']).data);
    expect(list.map(({ state }: { state: string }) => state)).toEqual(Array(6).fill('kept'));
    rmSync(join(folder, 'pki', 'nodes', 'worker-1-key.pem'));
    const halved = bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    expect(halved.status).toBe(1);
    expect(halved.talk).toContain('its other half nodes/worker-1-key.pem does not');
  });
});
