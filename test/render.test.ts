import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { documentEndings } from '../src/cli/files/document-folder.js';
import { modeOf, name, snapshot } from './cli-folder.js';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';

beforeAll(ensureBuilt, 120_000);

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
});
