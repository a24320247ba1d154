import { describe, expect, it } from 'vitest';
import { empty, kthw, lay } from './cluster-script-runs.js';
import { specText } from './fixture-input.js';

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
