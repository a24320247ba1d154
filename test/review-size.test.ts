import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';

beforeAll(ensureBuilt, 120_000);

type Fields = Record<string, unknown>;

const set =
  (name: string, value: unknown) =>
  (spec: Fields): unknown =>
    Object.assign(spec, { [name]: value });

/** A change of one line of a pool's cluster, and what a review of it must say. */
const changes: Readonly<Record<string, readonly [change: (spec: Fields) => unknown, says: RegExp]>> = {
  'a setting of the kubelet': [
    set('kubelet', { config: { maxPods: 60 } }),
    /^batch-0 … batch-19: spec\.kubelet\.config\.maxPods: not set → 60\n {2}needs a drain; restarts kubelet: /m,
  ],
  'a release': [
    set('kubernetes', { version: '1.36.2' }),
    /spec\.kubernetes\.version: 1\.36\.3 → 1\.36\.2\n {2}restarts kubelet, kube-proxy \(pods keep running\)/,
  ],
  'a sysctl': [
    set('host', { sysctls: { 'vm.max_map_count': '262144' } }),
    /spec\.host\.sysctls\.vm\.max_map_count: not set → 262144\n {2}nothing restarts/,
  ],
  'a mirror of images': [
    set('runtime', { registries: [{ name: 'docker.io', mirrors: [{ url: 'https://m.example.com' }] }] }),
    /batch-0 … batch-19: /,
  ],
  'a label of the pool': [
    (spec) => Object.assign((spec.pools as Fields[])[0] ?? {}, { labels: { tier: 'web' } }),
    /spec\.workers\[\]\.labels: not set → tier=web\n {2}restarts kubelet \(pods keep running\): .*kubectl label/,
  ],
  'the mode of kube-proxy': [set('proxy', { mode: 'iptables' }), /spec\.proxy\.mode: nftables → iptables/],
  'a unit': [
    set('units', { kubelet: { Service: { RestartSec: '15' } } }),
    /spec\.units\.kubelet\.Service\.RestartSec: .*15\n {2}restarts kubelet/,
  ],
  'another network for pods': [set('cni', { bridge: 'cnio1' }), /needs a drain/],
  'a package': [set('host', { packages: ['nfs-common'] }), /spec\.host\.packages: nfs-common: added/],
  'what pods do not get, which a script works out': [
    set('kubelet', { reserved: 'auto' }),
    /file \/opt\/bootwright\/reserve\.sh: added .*\n {2}needs a drain: pods get a different share of the machine/,
  ],
  'a file': [set('host', { files: [{ path: '/etc/motd', content: 'ours\n' }] }), /file \/etc\/motd: added/],
};

describe('a change of one line in a pool of twenty', () => {
  const folder = workspace({ keys: false });
  const file = join(folder, 'cluster.yaml');

  beforeAll(() => {
    const cluster = parse(readFileSync(file, 'utf8')) as { spec: Fields };
    cluster.spec.kubernetes = { version: '1.36.3' };
    cluster.spec.workers = undefined;
    cluster.spec.pools = [{ name: 'batch', count: 20, podCIDR: '10.200.64.0/18', firstAddress: '10.240.0.50' }];
    writeFileSync(file, stringify(cluster));
    expect(bootwright(folder, ['render', 'cluster.yaml', '--review'])).toMatchObject({ status: 0 });
  });

  it.each(Object.entries(changes))('%s is a review of at most twenty lines', (_, [change, says]) => {
    const before = readFileSync(file, 'utf8');
    const cluster = parse(before) as { spec: Fields };
    change(cluster.spec);
    writeFileSync(file, stringify(cluster));
    const { status, data, talk } = bootwright(folder, ['render', 'cluster.yaml', '--check', '--review']);
    writeFileSync(file, before);
    expect(status).toBe(1);
    expect(data).toMatch(says);
    expect(`${data}${talk}`.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });
});
