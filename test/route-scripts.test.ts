import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clusterFiles, readCluster } from '../src/index.js';
import { empty, kthw, lay } from './cluster-script-runs.js';

const isChange = (call: string): boolean => /create|delete/.test(call);

describe('routes.sh at Google Cloud', () => {
  it("makes the article's routes", () => {
    const { status, calls } = lay(kthw, { gcloud: empty })('routes.sh');
    expect(status).toBe(0);
    expect(calls.filter(isChange)).toEqual(
      [0, 1, 2].map(
        (i) =>
          `gcloud compute routes create kubernetes-route-10-200-${i}-0-24 --network kubernetes-the-hard-way` +
          ` --destination-range 10.200.${i}.0/24 --next-hop-address 10.240.0.2${i}`,
      ),
    );
    expect(calls.at(-1)).toBe('gcloud compute routes list --filter network: kubernetes-the-hard-way');
  });

  it('leaves right ones alone, and replaces others', () => {
    const gcloud = `case "$*" in
      *describe*-0-0-24*) printf 'kubernetes-the-hard-way\\t10.200.0.0/24\\t10.240.0.20\\t\\n' ;;
      *describe*-1-0-24*) printf 'kubernetes-the-hard-way\\t10.200.1.0/24\\t10.240.0.99\\t\\n' ;;
      *describe*) exit 1 ;;
    esac`;
    const { calls } = lay(kthw, { gcloud })('routes.sh');
    expect(calls.filter(isChange).map((call) => call.replace(/ --network.*/, ''))).toEqual([
      'gcloud -q compute routes delete kubernetes-route-10-200-1-0-24',
      'gcloud compute routes create kubernetes-route-10-200-1-0-24',
      'gcloud compute routes create kubernetes-route-10-200-2-0-24',
    ]);
  });

  it('delete takes away what is there', () => {
    const gcloud = 'case "$*" in *describe*-1-0-24*) exit 1 ;; esac';
    const { calls } = lay(kthw, { gcloud })('routes.sh', ['delete']);
    expect(calls.filter(isChange)).toEqual(
      [0, 2].map((i) => `gcloud -q compute routes delete kubernetes-route-10-200-${i}-0-24`),
    );
  });

  it('leads to the instance where the spec has no address', () => {
    const { calls } = lay(kthw.replace(/\n +address: .*/, ''), { gcloud: empty })('routes.sh');
    expect(calls).toContain(
      'gcloud compute routes create kubernetes-route-10-200-0-0-24 --network kubernetes-the-hard-way' +
        ' --destination-range 10.200.0.0/24 --next-hop-instance worker-0 --next-hop-instance-zone europe-west3-a',
    );
  });

  it('ends with 2 at a word that it does not know', () => {
    expect(lay(kthw, { gcloud: empty })('routes.sh', ['remove'])).toMatchObject({ status: 2, calls: [] });
  });
});

/** A network of one's own needs to be root in one's own user namespace, which some machines forbid. */
const isolated = ['unshare', '--map-root-user', '--net'];

const possible =
  spawnSync(isolated[0] ?? '', [...isolated.slice(1), 'ip', 'link', 'add', 'eth9', 'type', 'bridge']).status === 0;

describe.skipIf(!possible)('routes.sh for machines that route by themselves', () => {
  it('makes the routes to the others, again and again, and takes them away', () => {
    const { cluster } = readCluster(kthw.replace('provider: gcp', 'provider: generic'));
    const script = join(mkdtempSync(join(tmpdir(), 'bootwright-routes-')), 'routes.sh');
    const content = cluster && [...clusterFiles(cluster)].find(({ path }) => path === 'cluster/routes.sh')?.content;
    writeFileSync(script, content ?? '');
    const steps = [
      'ip link add eth9 type bridge',
      'ip addr add 10.240.0.21/24 dev eth9',
      'ip link set eth9 up',
      `bash ${script} && bash ${script}`,
      'ip route show root 10.200.0.0/16',
      `bash ${script} delete`,
      'echo after',
      'ip route show root 10.200.0.0/16',
    ];
    const run = spawnSync(isolated[0] ?? '', [...isolated.slice(1), 'bash', '-euc', steps.join('\n')], {
      encoding: 'utf8',
      // With a socket for its input bash takes itself for a remote shell's and reads what interactive shells do.
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect({ status: run.status, talk: run.stderr }).toEqual({ status: 0, talk: '' });
    expect(run.stdout.trim().split(/\s*\n/)).toEqual([
      '10.200.0.0/24 via 10.240.0.20 dev eth9',
      '10.200.2.0/24 via 10.240.0.22 dev eth9',
      'after',
    ]);
  });
});
