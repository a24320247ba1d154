import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:https';
import { type AddressInfo, createServer as listener } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { documentsOf, specText } from '../fixture-input.js';
import { makeRoot } from '../openssl-authority.js';
import { installed, judged } from './judge.js';

const [document] = documentsOf(specText('found-machine'), 'found-machine');
const fileOf = (ending: string): string =>
  document?.plan.files.find(({ path }) => path.endsWith(ending))?.content ?? '';
const name = 'api.example.internal';

describe('the kubeconfigs', () => {
  it.each(['/kubelet/kubeconfig', '/kube-proxy/kubeconfig'])('%s asks the balancer, for the servers’ name', (path) => {
    const [{ cluster }] = parse(fileOf(path)).clusters;
    expect(cluster).toMatchObject({ server: 'https://127.0.0.1:7445', 'tls-server-name': name });
  });
});

const haproxy = installed('haproxy', '-v') && installed('openssl', 'version') && 'haproxy';

judged('haproxy', haproxy, (program) => {
  let folder: string;
  let balancer: ChildProcess | undefined;
  let servers: Server[];
  let port: number;
  const at = (file: string): string => join(folder, file);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const portOf = (server: { address: () => AddressInfo | string | null }): number =>
    (server.address() as AddressInfo).port;

  /** An API server: it says who it is, and how it is. */
  async function serve(who: string, health: () => number): Promise<Server> {
    const server = createServer({ cert: readFileSync(at('server.crt')), key: readFileSync(at('server.key')) });
    server.on('request', ({ url }, answer) => {
      if (url === '/readyz') answer.writeHead(health()).end('x');
      else if (url === '/watch') answer.write(`${who}\n`);
      else answer.end(who);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return server;
  }

  /** As the kubelet does it: at the loopback address, with the name that the certificate must have. */
  const ask = (path = '/'): Promise<string> =>
    new Promise((done, fail) => {
      const options = { host: '127.0.0.1', port, path, servername: name, ca: readFileSync(at('ca.crt')), agent: false };
      request(options, (answer) => {
        let text = '';
        answer.on('data', (part) => {
          text += part;
        });
        answer.on('end', () => done(text));
        answer.on('error', fail);
      })
        .on('error', fail)
        .end();
    });

  /** Who answers, in twelve requests; `-` where nobody does. */
  const answers = async (): Promise<string> =>
    [...new Set(await Promise.all(Array.from({ length: 12 }, () => ask().catch(() => '-'))))].sort().join();

  const until = async (wanted: string): Promise<void> => {
    await expect.poll(answers, { timeout: 40_000, interval: 500 }).toBe(wanted);
  };

  /** Starts it with the document's own configuration, but for addresses and the user. */
  async function start(): Promise<void> {
    const free = listener().listen(0, '127.0.0.1');
    await new Promise((done) => free.once('listening', done));
    port = portOf(free);
    await new Promise((done) => free.close(done));
    const places = ['10.240.0.11:6443', '10.240.0.12:6443'];
    let text = fileOf('/api-balancer.cfg').replace(/^ {2}server 10\.240\.0\.13.*\n/m, '');
    for (const [index, place] of places.entries())
      text = text.replace(`${place} ${place}`, `${place} 127.0.0.1:${portOf(servers[index] as Server)}`);
    text = text
      .replaceAll('127.0.0.1:7445', `127.0.0.1:${port}`)
      .replaceAll('/var/lib/kubernetes/ca.pem', at('ca.crt'));
    if (process.getuid?.() !== 0) text = text.replace(/^ {2}(user|group) .*\n/gm, '');
    writeFileSync(at('api-balancer.cfg'), text);
    execFileSync(program, ['-c', '-f', at('api-balancer.cfg')], { stdio: 'pipe' });
    balancer = spawn(program, ['-db', '-f', at('api-balancer.cfg')], { stdio: 'ignore' });
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bootwright-balancer-'));
    makeRoot(openssl, 'ca');
    writeFileSync(at('server.ext'), `subjectAltName=DNS:${name}\n`);
    openssl(
      ...['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=api'],
      '-keyout',
      'server.key',
      '-out',
      'server.csr',
    );
    const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-extfile', 'server.ext', '-days', '9'];
    openssl('x509', '-req', '-in', 'server.csr', ...signed, '-out', 'server.crt');
    servers = [];
  });
  afterEach(() => {
    balancer?.kill('SIGKILL');
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true });
  });

  it('has nothing to say against the configuration, and asks both servers', async () => {
    servers = [await serve('a', () => 200), await serve('b', () => 401)];
    await start();
    await until('a,b');
  }, 60_000);

  it('leaves out one that dies, and takes it back', async () => {
    servers = [await serve('a', () => 200), await serve('b', () => 200)];
    await start();
    await until('a,b');
    const dead = servers[0] as Server;
    const where = portOf(dead);
    dead.closeAllConnections();
    await new Promise((done) => dead.close(done));
    await until('b');
    servers[0] = await serve('a again', () => 200);
    const again = servers[0];
    await new Promise((done) => again.close(done));
    await new Promise<void>((done) => again.listen(where, '127.0.0.1', done));
    await until('a again,b');
  }, 120_000);

  it('ends the watches at one that is alive and not ready any more', async () => {
    let health = 200;
    servers = [await serve('a', () => health), await serve('b', () => 200)];
    await start();
    await until('a,b');
    const watches = Array.from({ length: 6 }, () => ask('/watch').then(String, () => 'ended'));
    await expect.poll(answers, { timeout: 20_000 }).toBe('a,b');
    health = 500;
    await until('b');
    expect(await Promise.race(watches)).toMatch(/^(ended|a\n)$/);
  }, 120_000);

  it('would take no server of another CA', async () => {
    servers = [await serve('a', () => 200), await serve('b', () => 200)];
    makeRoot(openssl, 'ca');
    await start();
    await expect.poll(() => ask().catch(({ code }) => code), { timeout: 30_000 }).toBe('ECONNRESET');
  }, 60_000);
});
