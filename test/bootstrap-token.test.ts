import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bootwright, ensureBuilt } from './cli-process.js';
import { fileOf, type Golden, goldens } from './goldens.js';
import { installed, judged } from './judges/judge.js';

const spec = `apiVersion: bootwright/v1alpha1
kind: Cluster
metadata: {name: demo}
spec:
  kubernetes: {version: "1.36.4"}
  controlPlane: {endpoint: "https://10.240.0.10:6443"}
  network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}
  cni: {plugin: none}
  target: {provider: aws, os: debian-13, identity: {name: hostname}}
  credentials: {type: bootstrapToken}
  firstBoot: {clusterAPI: true}
  workers: [{name: worker-0}]
  pools: [{name: burst, document: shared}]
`;

let folder: string;
const at = (...parts: string[]): string => join(folder, ...parts);
const read = (...parts: string[]): string => readFileSync(at(...parts), 'utf8');
const modeOf = (...parts: string[]): string => (statSync(at(...parts)).mode & 0o777).toString(8);
const run = (...args: string[]) => bootwright(folder, args);

beforeAll(() => {
  ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), 'bootwright-token-'));
  writeFileSync(at('cluster.yaml'), spec);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** A token of the test's own, that ends so many minutes from now. */
function putToken(minutes: number): string {
  const end = new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
  writeFileSync(at('pki', 'bootstrap-token'), `abcdef.0123456789abcdef ${end}\n`);
  return end;
}

describe('the token of a folder of keys', () => {
  it('is made by pki issue, closed, kept while it is good, and shown without its secret', () => {
    expect(run('render', 'cluster.yaml').talk).toContain('the bootstrap token of demo is missing: pki/bootstrap-token');
    expect(run('pki', 'issue', 'cluster.yaml').status).toBe(0);
    const made = read('pki', 'bootstrap-token');
    expect(made).toMatch(/^[a-z0-9]{6}\.[a-z0-9]{16} \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n$/);
    expect(modeOf('pki', 'bootstrap-token')).toBe('600');
    const again = run('pki', 'issue', 'cluster.yaml');
    expect(read('pki', 'bootstrap-token')).toBe(made);
    const [id = '', secret = ''] = made.split(/[. ]/);
    const list = run('pki', 'list', 'cluster.yaml');
    expect(list.status).toBe(0);
    expect(list.data).toContain(`bootstrap-token: ${id} until `);
    const asJson = run('pki', 'list', 'cluster.yaml', '--format', 'json');
    expect(JSON.parse(asJson.data).at(-1)).toMatchObject({ file: 'bootstrap-token', id, state: 'kept', hoursLeft: 23 });
    for (const { data, talk } of [again, list, asJson]) expect(data + talk).not.toContain(secret);
  }, 60_000);

  it('is replaced when it has expired, or when that is asked for', () => {
    const end = putToken(-1);
    const refused = run('render', 'cluster.yaml');
    expect(refused.status).toBe(1);
    expect(refused.talk).toContain(`the bootstrap token in pki/bootstrap-token expired at ${end}`);
    expect(run('pki', 'list', 'cluster.yaml').status).toBe(1);
    expect(run('pki', 'issue', 'cluster.yaml').talk).toContain('pki/bootstrap-token: replaced');
    expect(run('render', 'cluster.yaml').status).toBe(0);
    const before = read('pki', 'bootstrap-token');
    expect(run('pki', 'issue', 'cluster.yaml', '--new-token').status).toBe(0);
    expect(read('pki', 'bootstrap-token')).not.toBe(before);
  }, 60_000);

  it('that ends within an hour is warned of, and one that is none refused', () => {
    putToken(59);
    const warned = run('render', 'cluster.yaml');
    expect(warned.status).toBe(0);
    expect(warned.talk).toMatch(
      /warning: the bootstrap token in pki\/bootstrap-token expires at \S+, in 5[89] minutes/,
    );
    writeFileSync(at('pki', 'bootstrap-token'), 'abcdef.0123456789abcdeX\n');
    const refused = run('render', 'cluster.yaml');
    expect(refused.status).toBe(1);
    expect(refused.talk).toContain('[bootstrap-token-malformed]');
    expect(run('pki', 'issue', 'cluster.yaml').status).toBe(1);
    expect(read('pki', 'bootstrap-token')).toBe('abcdef.0123456789abcdeX\n');
  }, 60_000);
});

describe('documents with a token', () => {
  it('hold no key, and the token where the kubelet alone reads it', () => {
    const end = putToken(24 * 60);
    // Where nothing has to be packed.
    writeFileSync(at('cluster.yaml'), spec.replace('provider: aws', 'provider: gcp'));
    const rendered = run('render', 'cluster.yaml');
    writeFileSync(at('cluster.yaml'), spec);
    expect(rendered.talk).toContain(`the bootstrap token abcdef is valid until ${end} (`);
    const { write_files: files } = parse(read('out', 'demo', 'burst.cloud-config.yaml'), { version: '1.1' });
    const holding = files.filter(({ content }: { content: string }) => content.includes('0123456789abcdef'));
    expect(holding.map(({ path, permissions }: Record<string, string>) => [path, permissions])).toEqual([
      ['/var/lib/kubelet/bootstrap-kubeconfig', '0600'],
    ]);
    expect(JSON.stringify(files)).not.toContain('PRIVATE KEY');
    expect(modeOf('out', 'demo', 'cluster', 'bootstrap-token.yaml')).toBe('600');
    expect(parse(read('out', 'demo', 'cluster', 'bootstrap-token.yaml'))).toMatchObject({
      metadata: { name: 'bootstrap-token-abcdef', namespace: 'kube-system' },
      type: 'bootstrap.kubernetes.io/token',
      stringData: { 'token-id': 'abcdef', 'token-secret': '0123456789abcdef', expiration: end },
    });
  }, 60_000);

  it('change with the token, which a check shows as a fingerprint', () => {
    writeFileSync(at('pki', 'bootstrap-token'), 'ghijkl.fedcba9876543210 9999-12-31T23:59:59Z\n');
    writeFileSync(at('cluster.yaml'), spec.replace('provider: aws', 'provider: gcp'));
    const { status, data, talk } = run('render', 'cluster.yaml', '--check');
    writeFileSync(at('cluster.yaml'), spec);
    expect(status).toBe(1);
    expect(data).toMatch(/^file \S+\/cluster\/bootstrap-token\.yaml: changed \(content <secret \d+> → <secret \d+>\)/m);
    expect(data).toMatch(
      /^worker-0, burst: file \S+\/bootstrap-kubeconfig: changed \(content <secret \d+> → <secret \d+>\)/m,
    );
    for (const secret of ['0123456789abcdef', 'fedcba9876543210']) expect(data + talk).not.toContain(secret);
  }, 60_000);

  it('are chosen by the name of their pool', () => {
    const { status, data } = run('render', 'cluster.yaml', '--node', 'burst', '--stdout');
    expect(status).toBe(0);
    expect(data).toMatch(/^(#cloud-config|MIME-Version: 1\.0)\n/);
  }, 60_000);

  it('are the same in what engines want them in', () => {
    const plain = run('render', 'cluster.yaml', '--node', 'burst', '--stdout').data;
    const secret = parse(run('render', 'cluster.yaml', '--node', 'burst', '--stdout', '--as', 'cluster-api').data);
    expect(secret.stringData).toEqual({ format: 'cloud-config', value: plain });
    const template = run('render', 'cluster.yaml', '--node', 'burst', '--stdout', '--as', 'launch-template').data;
    expect(Buffer.from(JSON.parse(template).UserData, 'base64').toString()).toBe(plain);
    const written = run('render', 'cluster.yaml', '--as', 'launch-template');
    expect(written.talk).toContain('--launch-template-data file://out/demo/worker-0.launch-template.json');
    expect(modeOf('out', 'demo', 'burst.launch-template.json')).toBe('600');
    const entries = JSON.parse(read('out', 'demo', 'manifest.json')).documents;
    const entry = entries.find(({ file }: { file: string }) => file === 'burst.launch-template.json');
    // What EC2 counts: before base64.
    expect(entry).toMatchObject({ format: 'launch-template', bytes: plain.length, limit: 16_384 });
  }, 60_000);

  it('for a launch template are those of aws', () => {
    writeFileSync(at('other.yaml'), spec.replace('provider: aws', 'provider: gcp'));
    const { status, talk } = run('render', 'other.yaml', '--as', 'launch-template');
    expect(status).toBe(2);
    expect(talk).toContain('--as launch-template is for machines of aws, and other.yaml is for gcp');
  }, 60_000);

  it('without a token have none to renew', () => {
    writeFileSync(
      at('certificates.yaml'),
      spec.replace(/ {2}cni[\s\S]*/, '  target: {os: debian-13}\n  workers: [{name: a, podCIDR: 10.200.0.0/24}]\n'),
    );
    const { status, talk } = run('pki', 'issue', 'certificates.yaml', '--new-token');
    expect(status).toBe(2);
    expect(talk).toContain('--new-token is for spec.credentials.type bootstrapToken');
  }, 60_000);
});

judged('bash', installed('bash', '--version'), () => {
  const golden = goldens.find(({ name }) => name === 'bootstrap-token/burst.cloud-config.yaml') as Golden;
  const script = fileOf(golden, '/opt/bootwright/install.sh').content;
  const functions = fileOf(golden, '/opt/bootwright/library.sh').content;
  const join = (lines: string) => {
    const input = `set -euo pipefail
${functions}
say() { echo "$*"; }
journalctl() { echo 'kubelet says no'; }
${lines}`;
    const { status, stdout } = spawnSync('bash', ['-s'], { input, encoding: 'utf8' });
    return { status, stdout };
  };

  it('the step certificate stands between the kubelet and those that use its certificate', () => {
    const steps = [...script.matchAll(/^do_now (\S+)/gm)].map(([, step]) => step);
    expect(script).toMatch(/^serve kubelet .*\ndo_now certificate .*\n(finish .*\n)?serve kube-proxy /m);
    expect(steps.slice(-3)).toEqual(['certificate', 'health', 'join']);
  });

  it('the step certificate waits for the certificate, not for the kubeconfig, which is there before it', () => {
    const late = `sleep() { echo -----BEGIN >${at('current.pem')}; }\nawait_certificate ${at('current.pem')} key; echo "after $?"`;
    const said = 'waiting for the certificate that the kubelet asks the cluster for\nafter 0\n';
    expect(join(late)).toEqual({ status: 0, stdout: said });
    expect(join(`await_certificate ${at('current.pem')} key`)).toEqual({ status: 0, stdout: '' });
  });

  it('the step certificate fails in the end, with what the kubelet said last', () => {
    rmSync(at('current.pem'));
    const { status, stdout } = join(`sleep() { :; }\nawait_certificate ${at('current.pem')} key`);
    expect(status).toBe(1);
    expect(stdout).toMatch(/kubelet says no\nno certificate for twenty minutes: is the token in the cluster/);
  });
});
