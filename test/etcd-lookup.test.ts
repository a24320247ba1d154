import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { goldens } from './goldens.js';
import { installed, judged } from './judges/judge.js';

// The script as a document has it, run by the real Python against a server that answers as DigitalOcean's API does.
const script = goldens
  .flatMap(({ files }) => files)
  .find(({ path }) => path === '/opt/bootwright/etcd-lookup.py')?.content;
if (script === undefined) throw new Error('no golden looks etcd up');
const token = 'dop_v1_0123456789abcdef';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}
const json = (value: unknown): Answer => ({ status: 200, body: JSON.stringify(value) });

/** One droplet as the API lists it, as far as addresses go; a new one has none yet. */
const droplet = (id: number, ...privately: readonly string[]) => ({
  id,
  name: `etcd-${id}`,
  status: privately.length > 0 ? 'active' : 'new',
  networks: {
    v4:
      privately.length === 0
        ? []
        : [
            ...privately.map((ip_address) => ({
              ip_address,
              netmask: '255.255.0.0',
              gateway: '10.19.0.1',
              type: 'private',
            })),
            { ip_address: `203.0.113.${id}`, netmask: '255.255.240.0', gateway: '203.0.113.254', type: 'public' },
          ],
    v6: [],
  },
  tags: ['etcd'],
});

let folder: string;
let server: Server;
let base: string;
let asked: IncomingMessage[];
let answers: (request: IncomingMessage, count: number) => Answer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bootwright-lookup-'));
  writeFileSync(join(folder, 'lookup.py'), script);
  writeFileSync(join(folder, 'token'), `${token}\n`, { mode: 0o600 });
  // Python runs it at its start: nobody waits between two tries, and how long it would have been is kept.
  writeFileSync(
    join(folder, 'sitecustomize.py'),
    `import time\ntime.sleep = lambda seconds: open(${JSON.stringify(join(folder, 'slept'))}, "a").write("{} ".format(seconds))\n`,
  );
  asked = [];
  server = createServer((request, response) => {
    asked.push(request);
    const { status, body, headers } = answers(request, asked.length);
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true });
});

const members = (): string | undefined =>
  existsSync(join(folder, 'members')) ? readFileSync(join(folder, 'members'), 'utf8') : undefined;

/** Runs the script; the process list is looked at while it does. */
function lookUp(): Promise<{ status: number | null; output: string }> {
  const list = `${base}/v2/droplets?per_page=200&tag_name=role%3Aetcd`;
  const args = [join(folder, 'lookup.py'), list, '2379', join(folder, 'token'), join(folder, 'members')];
  const child = spawn('python3', args, { env: { PATH: process.env.PATH, PYTHONPATH: folder } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((done) => child.on('close', (status) => done({ status, output })));
}

judged('python3', installed('python3', '--version'), () => {
  it('asks for the tag, with the token, and writes the private addresses in order', async () => {
    answers = () =>
      json({ droplets: [droplet(2, '10.19.0.10'), droplet(1, '10.19.0.9')], links: {}, meta: { total: 2 } });
    expect(await lookUp()).toEqual({ status: 0, output: '' });
    expect(members()).toBe('ETCD_MEMBERS=https://10.19.0.9:2379,https://10.19.0.10:2379\n');
    expect(asked.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/v2/droplets?per_page=200&tag_name=role%3Aetcd', `Bearer ${token}`],
    ]);
    expect(readdirSync(folder).filter((name) => name.startsWith('members'))).toEqual(['members']);
  });

  it('follows the pages to the last one', async () => {
    answers = ({ url }) => {
      const page = Number(/[?&]page=(\d)/.exec(url ?? '')?.[1] ?? 1);
      const next = `${base}/v2/droplets?page=${page + 1}&per_page=200&tag_name=role%3Aetcd`;
      const links = page < 3 ? { pages: { next, last: next } } : { pages: { first: base, prev: base } };
      return json({ droplets: [droplet(page, `10.19.0.${page}`)], links, meta: { total: 3 } });
    };
    expect((await lookUp()).status).toBe(0);
    expect(members()).toBe('ETCD_MEMBERS=https://10.19.0.1:2379,https://10.19.0.2:2379,https://10.19.0.3:2379\n');
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill(`Bearer ${token}`));
  });

  it('stops at a token that is refused, and says so without saying the token', async () => {
    answers = () => ({ status: 401, body: '{"id":"unauthorized","message":"Unable to authenticate you"}' });
    const { status, output } = await lookUp();
    expect(status).toBe(1);
    expect(output).toBe("etcd's members are not found: the API says 401 Unauthorized\n");
    expect(asked).toHaveLength(1);
    expect(members()).toBeUndefined();
  });

  it.each([500, 503, 429])('asks again after %s', async (code) => {
    answers = (_, count) =>
      count < 3 ? { status: code, body: 'oops' } : json({ droplets: [droplet(1, '10.19.0.9')], links: {} });
    const { status, output } = await lookUp();
    expect(status).toBe(0);
    expect(output).toContain(`HTTP Error ${code}`);
    expect(members()).toBe('ETCD_MEMBERS=https://10.19.0.9:2379\n');
    expect(readFileSync(join(folder, 'slept'), 'utf8')).toBe('1 4 ');
  });

  it('waits for machines that are only being made, with a bound', async () => {
    answers = () => json({ droplets: [droplet(1)], links: {}, meta: { total: 1 } });
    const { status, output } = await lookUp();
    expect(status).toBe(1);
    expect(output).toContain("etcd's members are not found: no machine of ");
    expect(asked).toHaveLength(8);
    expect(readFileSync(join(folder, 'slept'), 'utf8')).toBe('1 4 9 16 25 36 49 ');
  });

  it.each([
    ['no JSON', '<html>maintenance</html>'],
    ['no list', '{"message": "hello"}'],
    ['what is no address', JSON.stringify({ droplets: [droplet(1, '10.19.0.9\nPATH=/evil')], links: {} })],
    ['null', 'null'],
  ])('writes nothing of an answer that is %s', async (_, body) => {
    answers = () => ({ status: 200, body });
    const { status, output } = await lookUp();
    expect(status).toBe(1);
    expect(output).not.toContain('Traceback');
    expect(members()).toBeUndefined();
  });

  it('keeps what was found at an earlier boot when the API cannot be asked', async () => {
    writeFileSync(join(folder, 'members'), 'ETCD_MEMBERS=https://10.19.0.7:2379\n');
    answers = () => ({ status: 401, body: '{}' });
    const { status, output } = await lookUp();
    expect({ status, output }).toEqual({
      status: 0,
      output: 'the API says 401 Unauthorized; the members found before stay\n',
    });
    expect(members()).toBe('ETCD_MEMBERS=https://10.19.0.7:2379\n');
  });

  it('does not carry the token to another server, by redirect or by page', async () => {
    answers = () => ({ status: 302, body: '', headers: { Location: `${base.replace('127.0.0.1', 'localhost')}/` } });
    expect((await lookUp()).output).toContain('the API says 302');
    expect(asked).toHaveLength(1);
    const next = `${base.replace('127.0.0.1', 'localhost')}/v2/droplets?page=2`;
    answers = () => json({ droplets: [droplet(1, '10.19.0.9')], links: { pages: { next } } });
    expect((await lookUp()).output).toContain('the API names a next page that is none: http://localhost');
    expect(asked).toHaveLength(2);
  });

  it('does not go round in circles', async () => {
    answers = ({ url }) => json({ droplets: [droplet(1, '10.19.0.9')], links: { pages: { next: base + url } } });
    expect((await lookUp()).status).toBe(1);
    expect(asked).toHaveLength(1);
  });

  it('says in words that nobody listens', async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    const { status, output } = await lookUp();
    expect(status).toBe(1);
    expect(output).toContain('Connection refused');
    expect(output).not.toContain('Traceback');
    expect(output).not.toContain(token);
  });
});
