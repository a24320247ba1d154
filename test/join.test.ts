import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, createServer as createPort } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { kubeconfigsOf } from '../src/plan/kubeconfig.js';
import { cached, installed, judged } from './judges/judge.js';
import { wholeLibrary } from './machine-root.js';

// The step `join` with the real kubectl, and servers that fail as API servers do.
let folder: string;
let keys: string;
const at = (...parts: string[]): string => join(folder, ...parts);

/** A CA, or a certificate of one for an address; `days` may be over. */
function issue(name: string, ca: string | null, address = '127.0.0.1', expired = false): void {
  const of = (file: string): string => join(keys, file);
  const openssl = (line: string) => execFileSync('openssl', line.split(' '), { stdio: 'ignore' });
  const curve = '-newkey ec -pkeyopt ec_paramgen_curve:P-256';
  openssl(`req ${curve} -nodes -subj /CN=${name} -keyout ${of(`${name}.key`)} -out ${of(`${name}.csr`)}`);
  const extensions = ca === null ? 'basicConstraints=critical,CA:TRUE' : `subjectAltName=IP:${address}`;
  writeFileSync(of(`${name}.ext`), `${extensions}\n`);
  const signer =
    ca === null ? `-signkey ${of(`${name}.key`)}` : `-CA ${of(`${ca}.crt`)} -CAkey ${of(`${ca}.key`)} -CAcreateserial`;
  const files = `-in ${of(`${name}.csr`)} -extfile ${of(`${name}.ext`)} -out ${of(`${name}.crt`)}`;
  openssl(`x509 -req ${files} ${signer} -days ${expired ? -1 : 2}`);
}

const servers: (Server | ReturnType<typeof createPort>)[] = [];
const asked: string[] = [];
async function listen(server: Server | ReturnType<typeof createPort>): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const apiServer = (certificate: string, status: number, body: object): Promise<string> =>
  listen(
    createServer(
      { key: readFileSync(join(keys, `${certificate}.key`)), cert: readFileSync(join(keys, `${certificate}.crt`)) },
      (request, response) => {
        asked.push(`${request.method} ${request.url}`);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      },
    ),
  );
const refusal = (reason: string, code: number, message: string) => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason,
  code,
  message,
});
const nodeWith = (...conditions: object[]) => ({
  kind: 'Node',
  apiVersion: 'v1',
  metadata: { name: 'worker-0' },
  status: { conditions },
});

beforeAll(() => {
  keys = mkdtempSync(join(tmpdir(), 'bootwright-join-keys-'));
  for (const name of ['ca', 'other']) issue(name, null);
  issue('good', 'ca');
  issue('foreign', 'other');
  issue('elsewhere', 'ca', '192.0.2.9');
  issue('expired', 'ca', '127.0.0.1', true);
}, 60_000);
afterAll(() => rmSync(keys, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bootwright-join-'));
  mkdirSync(at('cache'));
  asked.length = 0;
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(folder, { recursive: true });
});

const kubectl = cached(/^kubernetes-/, 'kubectl') ?? installed('kubectl', 'version', '--client');

judged('kubectl', kubectl && installed('openssl', 'version') && kubectl, (program) => {
  /** Runs the step; the ten minutes are over after the first look. */
  async function joins(server: string, name?: string): Promise<{ status: number | null; output: string }> {
    const proof = { certificate: join(keys, 'good.crt'), key: join(keys, 'good.key') };
    const authority = join(keys, 'ca.crt');
    const users = { kubelet: 'u', kubeProxy: 'u', flannel: 'u' };
    const admin = { context: 'c', user: 'u', exec: null };
    const kubeconfig = { cluster: 'c', context: 'c', users, embedded: false, admin };
    const writer = kubeconfigsOf({ kubeconfig, paths: { authority }, balancer: null }, 'u');
    writeFileSync(at('kubeconfig'), writer(server, proof, { authority: '', certificate: '', key: '' }));
    const script = `set -euo pipefail
${wholeLibrary}
cd ${folder}
say() { echo "say $*"; }
sleep() { :; }
n=0
uptime() { cat seconds 2>&- || echo 0; echo 601 >seconds; }
join ${program} ${at('kubeconfig')} ${server} ${name ?? ''}`;
    const child = spawn('bash', ['--norc', '-s'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.stdin.end(`${script}\n`);
    return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
  }

  it('asks once for the Node itself, and notes whether it is Ready', async () => {
    const server = await apiServer(
      'good',
      200,
      nodeWith({ type: 'MemoryPressure', status: 'False' }, { type: 'Ready', status: 'True' }),
    );
    expect(await joins(server, 'worker-0')).toEqual({ status: 0, output: '' });
    expect(asked.filter((line) => !line.startsWith('GET /version'))).toEqual(['GET /api/v1/nodes/worker-0?timeout=9s']);
    expect(readFileSync(at('node'), 'utf8')).toBe('True\n');
    expect(readdirSync(at('cache'))).toEqual([]);
  }, 30_000);

  it('takes a Node that is not Ready, and has the name from what the machine found out', async () => {
    writeFileSync(at('identity'), 'NODE_NAME=Burst-7\nNODE_IP=10.0.0.7\n');
    const server = await apiServer(
      'good',
      200,
      nodeWith({ type: 'Ready', status: 'False', message: 'cni plugin not initialized' }),
    );
    expect(await joins(server)).toEqual({ status: 0, output: '' });
    expect(asked.filter((line) => !line.startsWith('GET /version'))).toEqual(['GET /api/v1/nodes/burst-7?timeout=9s']);
    expect(readFileSync(at('node'), 'utf8')).toBe('False\n');
  }, 30_000);

  const failures: [string, () => Promise<string>, RegExp][] = [
    ['a port where nothing listens', async () => 'https://127.0.0.1:1', /nothing listens there/],
    ['a name that nobody knows', async () => 'https://api.invalid:6443', /its name is not known here/],
    [
      "another CA's certificate",
      () => apiServer('foreign', 200, {}),
      /its certificate is not trusted: certificate signed by unknown authority/,
    ],
    [
      "another machine's certificate",
      () => apiServer('elsewhere', 200, {}),
      /its certificate is not trusted: certificate is valid for 192\.0\.2\.9, not 127\.0\.0\.1/,
    ],
    [
      'an expired certificate',
      () => apiServer('expired', 200, {}),
      /its certificate is not trusted: certificate has expired or is not yet valid/,
    ],
    [
      '401',
      () => apiServer('good', 401, refusal('Unauthorized', 401, 'Unauthorized')),
      /it refuses this node's certificate/,
    ],
    [
      '403',
      () =>
        apiServer(
          'good',
          403,
          refusal('Forbidden', 403, 'nodes "worker-0" is forbidden: User "system:node:x" cannot get resource'),
        ),
      /it does not let this node read its own Node/,
    ],
    [
      '404',
      () => apiServer('good', 404, refusal('NotFound', 404, 'nodes "worker-0" not found')),
      /it has no Node worker-0: see journalctl -u kubelet/,
    ],
  ];
  it.each(failures)(
    'says of %s what it is',
    async (_, serve, why) => {
      const { status, output } = await joins(await serve(), 'worker-0');
      expect(output).toMatch(why);
      expect(output.trimEnd().split('\n').at(-1)).toMatch(/^API server https:/);
      expect(status).toBe(1);
    },
    60_000,
  );

  it('says that nothing answers', async () => {
    const { output } = await joins(await listen(createPort(() => undefined)), 'worker-0');
    expect(output).toMatch(/no answer: a firewall\?/);
  }, 60_000);
});
