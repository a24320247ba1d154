import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';

/**
 * A forwarding proxy with a password, which lives in the test's network. Told everything as one JSON argument; a line of
 * its output is a request: method, where to, and what became of it.
 */
export interface ProxySettings {
  readonly address: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** The names that it knows, with their addresses: what has none here is unreachable. */
  readonly names: Readonly<Record<string, string>>;
}

const { address, port, username, password, names } = JSON.parse(process.argv[2] ?? '') as ProxySettings;
const right = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

function note(asked: IncomingMessage, what: string): void {
  console.log(`${asked.method} ${asked.url} ${asked.socket.remoteAddress} ${what}`);
}

/** What is said in place of an answer, where the request does not get through. */
function refusal(asked: IncomingMessage, host: string): number | undefined {
  if (asked.headers['proxy-authorization'] !== right) return 407;
  return names[host] === undefined ? 502 : undefined;
}

const server = createServer((asked: IncomingMessage, answer: ServerResponse) => {
  const { hostname, port: at, pathname, search } = new URL(asked.url ?? '', 'http://nowhere');
  const refused = refusal(asked, hostname);
  if (refused !== undefined) {
    note(asked, String(refused));
    answer.writeHead(refused, { 'Proxy-Authenticate': 'Basic realm="way out"' }).end();
    return;
  }
  const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = asked.headers;
  const options = { host: names[hostname], port: at || 80, method: asked.method, path: pathname + search, headers };
  const onward = request(options, (came) => {
    note(asked, String(came.statusCode));
    answer.writeHead(came.statusCode ?? 502, came.headers);
    came.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  asked.pipe(onward);
});

server.on('connect', (asked: IncomingMessage, client: Socket, head: Buffer) => {
  const [host = '', at = ''] = (asked.url ?? '').split(':');
  const refused = refusal(asked, host);
  client.on('error', () => client.destroy());
  if (refused !== undefined) {
    note(asked, String(refused));
    client.end(`HTTP/1.1 ${refused} No\r\nProxy-Authenticate: Basic realm="way out"\r\nContent-Length: 0\r\n\r\n`);
    return;
  }
  const onward = connect(Number(at), names[host], () => {
    note(asked, '200');
    client.write('HTTP/1.1 200 Connected\r\n\r\n');
    onward.write(head);
    onward.pipe(client).pipe(onward);
  });
  onward.on('error', () => client.destroy());
  onward.on('close', () => client.destroy());
  client.on('close', () => onward.destroy());
});

server.listen(port, address, () => process.send?.('listening'));
