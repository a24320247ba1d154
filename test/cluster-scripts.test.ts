import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { clusterFiles, readCluster } from '../src/index.js';
import { specText } from './fixture-input.js';

const scratch = mkdtempSync(join(tmpdir(), 'bootwright-scripts-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const kthw = specText('seed-004-kthw-1.21');

/** Lays a spec's scripts into a folder, beside programs that only write down how they were called and answer. */
function lay(text: string, answers: Readonly<Record<string, string>>) {
  const { cluster, diagnostics } = readCluster(text);
  if (!cluster) throw new Error(JSON.stringify(diagnostics));
  const folder = mkdtempSync(join(scratch, 'cluster-'));
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  for (const { path, content } of clusterFiles(cluster)) writeFileSync(join(folder, path.split('/')[1] ?? ''), content);
  const calls = join(folder, 'calls');
  for (const [program, answer] of Object.entries(answers)) {
    writeFileSync(join(programs, program), `#!/bin/bash\necho "${program} $*" >>${calls}\n${answer}\n`);
    chmodSync(join(programs, program), 0o755);
  }
  return (script: string, args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}) => {
    rmSync(calls, { force: true });
    const env = { PATH: `${programs}:${process.env.PATH}`, ...environment };
    const run = spawnSync('bash', [join(folder, script), ...args], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const made = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
    return { status: run.status, said: run.stdout + run.stderr, calls: made };
  };
}

/** gcloud in a project without routes. */
const empty = 'case "$*" in *describe*) exit 1 ;; *get-value*) echo europe-west3-a ;; esac';
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

describe('clean-up.sh', () => {
  const kubectl = 'case "$*" in *--help*) echo --delete-emptydir-data ;; esac';

  it('shows what it would do, and does nothing', () => {
    const { status, said, calls } = lay(kthw, { kubectl, gcloud: empty })('clean-up.sh');
    expect(status).toBe(2);
    expect(said).toContain('+ kubectl delete node worker-0 worker-1 worker-2');
    expect(calls).toEqual(['kubectl drain --help']);
  });

  it('with --yes --machines takes away nodes, instances and routes', () => {
    const gcloud = 'case "$*" in *get-value*) echo europe-west3-a ;; esac';
    const { status, calls } = lay(kthw, { kubectl, gcloud })('clean-up.sh', ['--yes', '--machines']);
    expect(status).toBe(0);
    const workers = [0, 1, 2].map((i) => `worker-${i}`);
    const flags = '--ignore-daemonsets --force --delete-emptydir-data --timeout=60s';
    expect(calls.filter((call) => !/--help|get-value|describe|list/.test(call))).toEqual([
      ...workers.map((node) => `kubectl cordon ${node}`),
      ...workers.map((node) => `kubectl drain ${node} ${flags}`),
      'kubectl delete node worker-0 worker-1 worker-2 --ignore-not-found',
      'gcloud -q compute instances delete worker-0 worker-1 worker-2 --zone europe-west3-a',
      ...[0, 1, 2].map((i) => `gcloud -q compute routes delete kubernetes-route-10-200-${i}-0-24`),
    ]);
  });

  it('goes on after a failure, and ends with 1', () => {
    const failing = 'case "$*" in *--help*) ;; drain*) exit 1 ;; esac';
    const { status, calls } = lay(kthw, { kubectl: failing, gcloud: empty })('clean-up.sh', ['--yes']);
    expect(status).toBe(1);
    expect(calls).toContain('kubectl delete node worker-0 worker-1 worker-2 --ignore-not-found');
    expect(calls.find((call) => call.includes('drain worker-0'))).toContain('--delete-local-data');
  });
});

describe('verify.sh', () => {
  // What decides a check is asked of a real cluster in test/e2e; here: that no answer is a bad answer, and usage.
  const verify = (args: readonly string[] = []) =>
    lay(kthw, { kubectl: 'exit 1' })('verify.sh', args, { PATIENCE: '1' });

  it('ends with 1 where the API server does not answer, having made nothing', () => {
    const { status, said, calls } = verify();
    expect({ status, said }).toMatchObject({ status: 1, said: expect.stringMatching(/^FAIL: the API server/) });
    expect(calls).toEqual([expect.stringContaining('get --raw=/healthz')]);
  });

  it.each([[['--skip']], [['--skip', 'node']], [['--all']]])('%s ends with 2', (args) => {
    expect(verify(args)).toMatchObject({ status: 2, calls: [] });
  });
});

describe('where nodes find their names at boot', () => {
  const atBoot = specText('identity-metadata');
  const answers = 'case "$*" in *--help*) echo --delete-emptydir-data ;; *get-value*) echo europe-west3-a ;; esac';

  it('clean-up.sh takes the nodes that it is told', () => {
    const script = lay(atBoot, { kubectl: answers, gcloud: answers });
    expect(script('clean-up.sh', ['--yes'])).toMatchObject({ status: 2, calls: [] });
    // Routes and instances go for all of them, so half of the nodes will not do.
    expect(script('clean-up.sh', ['--yes', 'worker-0.c.example'])).toMatchObject({ status: 2, calls: [] });
    const { status, calls } = script('clean-up.sh', [
      '--yes',
      '--machines',
      'worker-0.c.example',
      'worker-1.c.example',
    ]);
    expect(status).toBe(0);
    expect(calls).toContain('kubectl delete node worker-0.c.example worker-1.c.example --ignore-not-found');
    expect(calls).toContain('gcloud -q compute instances delete worker-0 worker-1 --zone europe-west3-a');
  });

  it.each([
    ['a True\\nb.example True\\n', /^PASS nodes: 2 Ready$/m],
    ['a True\\nb.example False\\n', /^FAIL nodes: 1 nodes are Ready, 2 should be$/m],
  ])('verify.sh counts %j', (nodes, said) => {
    const kubectl = `case "$*" in *'get nodes'*) printf '${nodes}' ;; *healthz*) ;; *) exit 1 ;; esac`;
    expect(lay(atBoot, { kubectl })('verify.sh', [], { PATIENCE: '1' }).said).toMatch(said);
  });
});

/** A network of one's own needs to be root in one's own user namespace, which some machines forbid. */
const isolated = ['unshare', '--map-root-user', '--net'];
const possible =
  spawnSync(isolated[0] ?? '', [...isolated.slice(1), 'ip', 'link', 'add', 'eth9', 'type', 'bridge']).status === 0;

describe.skipIf(!possible)('routes.sh for machines that route by themselves', () => {
  it('makes the routes to the others, again and again, and takes them away', () => {
    const { cluster } = readCluster(kthw.replace('provider: gcp', 'provider: generic'));
    const script = join(scratch, 'routes.sh');
    const content = cluster && clusterFiles(cluster).find(({ path }) => path === 'cluster/routes.sh')?.content;
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
