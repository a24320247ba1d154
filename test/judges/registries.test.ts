import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { hostsFiles } from '../../src/plan/registries.js';
import type { RegistryEndpoint } from '../../src/resolve/resolved/resolved.js';
import { cached, judged } from './judge.js';

interface Asked {
  readonly by: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

/** A registry that has nothing, and notes who asks for what. */
async function emptyRegistry(by: string, asked: Asked[]): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    asked.push({ by, path: String(request.url), authorization: request.headers.authorization });
    response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const endpoint = (url: string, more: Partial<RegistryEndpoint> = {}): RegistryEndpoint => ({
  url,
  location: '',
  host: new URL(url).host,
  isPlain: true,
  overridePath: false,
  ca: null,
  client: null,
  basic: null,
  origin: [],
  ...more,
});

judged('containerd and ctr', cached(/^containerd-[0-9a-f]{16}$/, 'ctr'), (ctr) => {
  it('mirrors are asked in order, each with its own path and password, and the server last', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bootwright-registries-'));
    const asked: Asked[] = [];
    const [first, second, last] = await Promise.all(['first', 'second', 'last'].map((by) => emptyRegistry(by, asked)));
    if (!first || !second || !last) throw new Error('no registries');
    const mirrors = [
      endpoint(`${first.url}/v2/hub`, { overridePath: true, basic: btoa('node:correct-horse') }),
      endpoint(`${second.url}/below`),
      endpoint(last.url),
    ];
    for (const { path, content } of hostsFiles([{ name: 'registry.example.com', mirrors, itself: null }])) {
      const file = join(folder, path.replace('/etc/containerd/', ''));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const socket = join(folder, 'containerd.sock');
    const config = `version = 3\nroot = "${folder}/root"\nstate = "${folder}/state"\n[grpc]\naddress = "${socket}"\n`;
    writeFileSync(join(folder, 'config.toml'), config);
    const daemon = spawn(join(dirname(ctr), 'containerd'), ['--config', join(folder, 'config.toml')], {
      stdio: 'ignore',
    });
    try {
      for (let tries = 0; tries < 100 && !existsSync(socket); tries += 1)
        await new Promise((go) => setTimeout(go, 100));
      const args = ['-a', socket, 'images', 'pull', '--hosts-dir', join(folder, 'certs.d')];
      const pull = spawn(ctr, [...args, 'registry.example.com/team/app:1'], { stdio: 'ignore' });
      expect(await new Promise((ended) => pull.on('exit', ended))).not.toBe(0);
    } finally {
      daemon.kill();
      await new Promise((ended) => daemon.on('exit', ended));
      for (const { server } of [first, second, last]) server.close();
      rmSync(folder, { recursive: true, force: true });
    }
    const firstOfEach = ['first', 'second', 'last'].map((by) => asked.find((each) => each.by === by));
    expect(firstOfEach).toEqual([
      {
        by: 'first',
        path: '/v2/hub/team/app/manifests/1?ns=registry.example.com',
        authorization: `Basic ${btoa('node:correct-horse')}`,
      },
      { by: 'second', path: '/below/v2/team/app/manifests/1?ns=registry.example.com', authorization: undefined },
      { by: 'last', path: '/v2/team/app/manifests/1?ns=registry.example.com', authorization: undefined },
    ]);
    const order = asked.map(({ by }) => by).filter((by, index, all) => by !== all[index - 1]);
    expect(order.slice(0, 3)).toEqual(['first', 'second', 'last']);
  }, 60_000);
});
