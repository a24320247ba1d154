// One run of node-identity.sh with a metadata service beside it, for test/node-identity.test.ts. It is started in
// network and mount namespaces of its own, where 169.254.169.254 is on the loopback interface and /opt and /var/lib are
// empty: so the script runs as it is on a node. The case comes as JSON on stdin, what happened goes to stdout.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { isIPv6 } from 'node:net';
import { dirname } from 'node:path';

const { script, answers, files, environment, hurried, expected, addresses, attached, served } = JSON.parse(
  readFileSync(0, 'utf8'),
);
const folder = '/var/lib/bootwright';

// The programs that the script may find, by links that hold when /opt is gone.
for (const mounted of ['/opt', '/var/lib']) execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', mounted]);
if (hurried) execFileSync('mount', ['--bind', '/usr/bin/true', '/usr/bin/sleep']);
execFileSync('ip', ['link', 'set', 'lo', 'up']);
const add = (address, ...more) =>
  execFileSync('ip', ['address', 'add', `${address}/${isIPv6(address) ? 128 : 32}`, 'dev', 'lo', ...more]);
// With a blank behind it what else ip is to say of it: `nodad`, `preferred_lft 0`.
const attach = (line) => {
  const [address, ...more] = line.split(' ');
  add(address, ...more);
};
for (const address of served) add(address, 'scope', 'link');
addresses.forEach(attach);
mkdirSync(folder, { recursive: true });
for (const [path, content] of Object.entries(files)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

const asked = [];
const answer = ({ method, url, headers }, response) => {
  const { host, 'user-agent': agent, accept, 'accept-encoding': encoding, connection, ...own } = headers;
  delete own['content-length'];
  asked.push([method, url, own]);
  // What the provider gives to the machine while it asks: by the number of questions before.
  (attached[asked.length] ?? []).forEach(attach);
  const list = answers[`${method} ${url}`] ?? [];
  // The last answer stays.
  const { status = 200, body = '', header } = (list.length > 1 ? list.shift() : list[0]) ?? { status: 404 };
  const refused = header && own[header[0]] !== header[1];
  response.writeHead(refused ? 401 : status, { 'Content-Type': 'text/plain' });
  response.end(refused ? 'Unauthorized' : body);
};

function finish(status, output) {
  const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);
  process.stdout.write(
    JSON.stringify({ status, output, asked, files: Object.fromEntries(expected.map((path) => [path, read(path)])) }),
  );
  process.exit();
}

function run() {
  const child = spawn('/bin/bash', ['-c', script], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  child.on('close', (status) => finish(status, output));
}

async function listen(address) {
  const server = createServer(answer).listen(80, address.startsWith('fe80:') ? `${address}%lo` : address);
  await once(server, 'listening');
}

// Without an answer, nobody is there.
if (Object.keys(answers).length > 0) await Promise.all(served.map(listen));
run();
