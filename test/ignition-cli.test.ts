import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';

beforeAll(ensureBuilt, 120_000);

/** A folder with a spec for Fedora CoreOS and keys for it. */
function coreos(): string {
  const folder = workspace({ keys: true });
  edit(join(folder, 'cluster.yaml'), 'os: debian-13', 'os: fedora-coreos');
  // Where nothing has to be packed.
  edit(join(folder, 'cluster.yaml'), 'provider: aws', 'provider: gcp');
  return folder;
}

it('an envelope that nothing on the machine reads is refused before anything is rendered', () => {
  const asIgnition = bootwright(workspace({ keys: true }), ['render', 'cluster.yaml', '--as', 'ignition']);
  expect(asIgnition).toMatchObject({ status: 2, data: '' });
  expect(asIgnition.talk).toContain('nothing on debian-13, the system of cluster.yaml, reads ignition');
  const asCloudConfig = bootwright(coreos(), ['render', 'cluster.yaml', '--as', 'cloud-config', '--stdout']);
  expect(asCloudConfig).toMatchObject({ status: 2, data: '' });
  expect(asCloudConfig.talk).toContain('use one of ignition, script');
});

it('--check shows what changes in a config, and of a key only that it is another', () => {
  const folder = coreos();
  expect(bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-0'])).toMatchObject({ status: 0 });
  const config = join(folder, 'out', 'current-containerd', 'worker-0.ign.json');
  const text = readFileSync(config, 'utf8');
  const key = /"source":"(data:,-----BEGIN%20PRIVATE%20KEY-----[^"]*)"/.exec(text)?.[1] ?? '';
  expect(key.length).toBeGreaterThan(150);
  const other = `${key.slice(0, 60)}${key.slice(60).replace(/[a-z]/g, 'a')}`;
  writeFileSync(config, text.replace(key, other).replace('clusterDNS', 'clusterdns'));
  const { status, data } = bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-0', '--check']);
  expect(status).toBe(1);
  expect(data).toContain('clusterdns');
  expect(data).toContain('worker-0-key.pem');
  expect(data).toContain('<secret 1>');
  for (const secret of [key, other]) expect(data).not.toContain(secret.slice(60, 120));
});
