import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { documentEndings } from '../src/cli/files/document-folder.js';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';

beforeAll(ensureBuilt, 120_000);

const name = 'current-containerd';
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** Every file below a folder with its content, so that whole outputs are compared. */
function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name: file }) => [join(parentPath, file), readFileSync(join(parentPath, file), 'utf8')]),
  );
}

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

describe('render', () => {
  test('writes documents closed to others, a manifest, and the same again', () => {
    const folder = workspace({ keys: true });
    const out = join(folder, 'out', name);
    expect(bootwright(folder, ['render', 'cluster.yaml'])).toMatchObject({ status: 0, data: '' });
    expect(readdirSync(out).sort()).toEqual([
      'cluster',
      'manifest.json',
      'review',
      ...[0, 1, 2].map((index) => `worker-${index}.cloud-config.yaml`),
    ]);
    expect(modeOf(join(out, 'worker-0.cloud-config.yaml'))).toBe('600');
    expect(modeOf(join(out, 'cluster', 'admin.kubeconfig'))).toBe('600');
    const before = snapshot(out);
    const { documents } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(documents.map(({ node }: { node: string }) => node)).toEqual(['worker-0', 'worker-1', 'worker-2']);

    const printed = bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-1', '--stdout']);
    expect(printed).toEqual({ status: 0, data: before[join(out, 'worker-1.cloud-config.yaml')], talk: '' });
    expect(bootwright(folder, ['render', 'cluster.yaml', '--check'])).toMatchObject({ status: 0, data: '' });
    expect(bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-1']).status).toBe(0);
    expect(snapshot(out)).toEqual(before);
  });

  test('takes away the keys that a killed render left there, and nothing of one that may still run', () => {
    const folder = workspace({ keys: true });
    const out = join(folder, 'out', name);
    for (const left of ['.bootwright-killed', '.bootwright-running']) {
      mkdirSync(join(out, left), { recursive: true });
      writeFileSync(join(out, left, '0'), 'a document\n');
    }
    const twoHoursAgo = Date.now() / 1000 - 7200;
    utimesSync(join(out, '.bootwright-killed'), twoHoursAgo, twoHoursAgo);
    expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
    expect(readdirSync(out).filter((file) => file.startsWith('.'))).toEqual(['.bootwright-running']);
  });

  test('--check shows what would change, without secrets, and changes nothing', () => {
    const folder = workspace({ keys: true });
    const out = join(folder, 'out', name);
    bootwright(folder, ['render', 'cluster.yaml']);
    const old = readFileSync(join(out, 'worker-0.cloud-config.yaml'), 'utf8');
    const key = /-----BEGIN PRIVATE KEY-----\n +(\S+)/.exec(old)?.[1] ?? '';
    edit(join(out, 'worker-0.cloud-config.yaml'), key, key.replace(/.{8}$/, 'AAAAAAAA'));
    rmSync(join(out, 'worker-1.cloud-config.yaml'));
    writeFileSync(join(out, 'stranger.cloud-config.yaml'), '#cloud-config\n');
    const before = snapshot(folder);
    const { status, data, talk } = bootwright(folder, ['render', 'cluster.yaml', '--check']);
    expect(status).toBe(1);
    expect(data).toMatch(/^worker-0: file \S+-key\.pem: changed \(content <secret \d+> → <secret \d+>\)$/m);
    expect(data).not.toContain(key.slice(0, 20));
    expect(talk).toContain(`missing: out/${name}/worker-1.cloud-config.yaml`);
    expect(talk).toContain(`left over: out/${name}/stranger.cloud-config.yaml`);
    expect(snapshot(folder)).toEqual(before);
  });

  test('--check tells files left over by whatever ending a document can have', () => {
    const folder = workspace({ keys: true });
    const out = join(folder, 'out', name);
    bootwright(folder, ['render', 'cluster.yaml']);
    const endings = [...documentEndings, '.bootstrap-secret.yaml', '.launch-template.json'];
    for (const ending of endings) writeFileSync(join(out, `stranger${ending}`), '');
    writeFileSync(join(out, 'notes.txt'), '');
    const { talk } = bootwright(folder, ['render', 'cluster.yaml', '--check']);
    const told = [...talk.matchAll(/^left over: .*\/(.*)$/gm)].map(([, file]) => file);
    expect(told).toEqual(endings.map((ending) => `stranger${ending}`).sort());
    expect(told).toContain('stranger.user-data.gz');
  });

  test('an error in one node leaves everything as it was', () => {
    const folder = workspace({ keys: true });
    bootwright(folder, ['render', 'cluster.yaml']);
    edit(join(folder, 'cluster.yaml'), 'tier: batch', 'tier: web');
    rmSync(join(folder, 'pki', 'nodes', 'worker-2.pem'));
    const before = snapshot(folder);
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml']);
    expect(status).toBe(1);
    expect(talk).toContain('the certificate of worker-2 is missing: pki/nodes/worker-2.pem [credentials-missing]');
    expect(talk).toContain('nothing was written');
    expect(snapshot(folder)).toEqual(before);
    const first = bootwright(folder, ['render', 'cluster.yaml', '--out', 'new/place']);
    expect(first.status).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(['cluster.yaml', 'out', 'pki']);
  });

  test('a certificate of another node is refused', () => {
    const folder = workspace({ keys: true });
    const nodes = join(folder, 'pki', 'nodes');
    writeFileSync(join(nodes, 'worker-0.pem'), readFileSync(join(nodes, 'worker-1.pem')));
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-0', '--stdout']);
    expect(status).toBe(1);
    expect(talk).toContain('[credentials-mismatch]');
    expect(talk).toContain('system:node:worker-1');
  });

  test('a certificate of another CA is refused, also where that one has the same name', () => {
    const folder = workspace({ keys: false });
    bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    bootwright(folder, ['pki', 'init', 'cluster.yaml', '--pki', 'other']);
    writeFileSync(join(folder, 'pki', 'ca.pem'), readFileSync(join(folder, 'other', 'ca.pem')));
    const { status, data, talk } = bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-0', '--stdout']);
    expect({ status, data }).toEqual({ status: 1, data: '' });
    expect(talk).toContain('was not signed by ca.pem');
  });

  test("another envelope lies beside the spec's own until the next whole render", () => {
    const folder = workspace({ keys: true });
    const out = join(folder, 'out', name);
    bootwright(folder, ['render', 'cluster.yaml']);
    const before = snapshot(out);
    expect(bootwright(folder, ['render', 'cluster.yaml', '--as', 'script', '--node', 'worker-0']).status).toBe(0);
    expect(modeOf(join(out, 'worker-0.sh'))).toBe('600');
    expect(snapshot(out)).toMatchObject({
      ...before,
      [join(out, 'manifest.json')]: expect.stringContaining('worker-0.sh'),
    });
    expect(bootwright(folder, ['render', 'cluster.yaml']).talk).toContain(`removed: out/${name}/worker-0.sh`);
    expect(snapshot(out)).toEqual(before);
  });

  test('the document of a worker that is gone is removed, a stranger is not', () => {
    const folder = workspace({ keys: true });
    const out = join(folder, 'out', name);
    bootwright(folder, ['render', 'cluster.yaml']);
    writeFileSync(join(out, 'stranger.cloud-config.yaml'), '#cloud-config\n');
    const spec = readFileSync(join(folder, 'cluster.yaml'), 'utf8');
    writeFileSync(join(folder, 'cluster.yaml'), spec.slice(0, spec.indexOf('    - name: worker-2')));
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml']);
    expect(status).toBe(0);
    expect(talk).toContain(`removed: out/${name}/worker-2.cloud-config.yaml`);
    expect(readdirSync(out)).not.toContain('worker-2.cloud-config.yaml');
    expect(readdirSync(out)).toContain('stranger.cloud-config.yaml');
  });

  test("files for the cluster's side come and go with the spec", () => {
    const folder = workspace({ keys: true });
    const out = join(folder, 'out', name);
    const files = () => readdirSync(join(out, 'cluster')).sort();
    bootwright(folder, ['render', 'cluster.yaml']);
    const both = ['admin.kubeconfig', 'clean-up.sh', 'dns.yaml', 'rbac.yaml', 'verify.sh'];
    expect(files()).toEqual([...both, 'routes.tf.json'].sort());
    expect(modeOf(join(out, 'cluster', 'verify.sh'))).toBe('755');
    edit(join(folder, 'cluster.yaml'), 'provider: aws', 'provider: generic');
    writeFileSync(join(out, 'cluster', 'stranger.sh'), '');
    const check = bootwright(folder, ['render', 'cluster.yaml', '--check']);
    expect(check.talk).toContain(`missing: out/${name}/cluster/routes.sh`);
    expect(check.talk).toContain(`left over: out/${name}/cluster/routes.tf.json`);
    // One node is asked for, but the cluster's side is the whole cluster's.
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-0']);
    expect(status).toBe(0);
    expect(talk).toContain(`removed: out/${name}/cluster/routes.tf.json`);
    expect(files()).toEqual([...both, 'routes.sh', 'stranger.sh'].sort());
    edit(join(out, 'cluster', 'dns.yaml'), 'cpu: 100m', 'cpu: 200m');
    const diff = bootwright(folder, ['render', 'cluster.yaml', '--check']);
    expect(diff.data).toMatch(/^-.*cpu: 200m.*\n\+.*cpu: 100m/m);
  }, 30_000);

  test('a manifest cannot name files of other folders', () => {
    const folder = workspace({ keys: true });
    const out = join(folder, 'out', name);
    bootwright(folder, ['render', 'cluster.yaml']);
    edit(
      join(out, 'manifest.json'),
      '"cluster": [',
      '"cluster": ["cluster/../../../cluster.yaml","../x","cluster/.x",7,',
    );
    bootwright(folder, ['render', 'cluster.yaml']);
    expect(readdirSync(folder)).toContain('cluster.yaml');
  });

  test('a folder that can not be made ends with 2', () => {
    const folder = workspace({ keys: true });
    writeFileSync(join(folder, 'out'), '');
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml']);
    expect({ status, talk }).toMatchObject({ status: 2, talk: expect.stringContaining('cannot use') });
  });

  // Not a folder without write permission: root, as whom CI runs, may write there all the same.
  test('a file where a folder must be ends with 2, and stays', () => {
    const folder = workspace({ keys: true });
    writeFileSync(join(folder, 'out'), 'mine');
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml']);
    expect({ status, talk }).toMatchObject({ status: 2, talk: expect.stringContaining('out') });
    expect(talk).not.toMatch(/\n\s+at /);
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('mine');
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
