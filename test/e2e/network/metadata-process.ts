import { execFileSync } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';

/** What a provider's metadata service in the test's network is told by its first message: no argument holds as much. */
export interface MetadataSettings {
  /** Where it answers. */
  readonly addresses: readonly string[];
  /** What each machine is told, by its network card and by path, with the question where one is asked. */
  readonly machines: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A request, and what became of it. */
export interface MetadataAsked {
  readonly mac: string;
  readonly path: string;
  readonly status: number;
}

process.once('message', ({ addresses, machines }: MetadataSettings) => {
  let starting = addresses.length;
  const answer: RequestListener = (request, response) => {
    const mac = macOf(request.socket.remoteAddress ?? '');
    const path = request.url ?? '/';
    const body = answerFor(machines[mac] ?? {}, path);
    response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': 'text/plain', 'Metadata-Flavor': 'Google' });
    response.end(body);
    if (process.connected) process.send?.({ mac, path, status: response.statusCode } satisfies MetadataAsked);
  };
  for (const address of addresses)
    createServer(answer).listen(80, address, () => {
      starting -= 1;
      if (starting === 0) process.send?.('listening');
    });
});
process.on('disconnect', () => process.exit(0));

/** An address may be of a moment only, as cloud-init's own before there is DHCP: the card is the machine's. */
function macOf(address: string): string {
  const [bare = ''] = address.replace(/^::ffff:/, '').split('%');
  const neighbours = execFileSync('ip', ['neighbour', 'show', bare], { encoding: 'utf8' });
  return / lladdr (\S+)/.exec(neighbours)?.[1] ?? '';
}

/** What is said at a path; at a folder's, a list of what is in it. */
function answerFor(answers: Readonly<Record<string, string>>, path: string): string | undefined {
  const [bare = ''] = path.split('?');
  const exact = answers[path] ?? answers[bare];
  if (exact !== undefined) return exact;
  const folder = bare.endsWith('/') ? bare : `${bare}/`;
  const entries = Object.keys(answers)
    .filter((known) => known.startsWith(folder))
    .map((known) => known.slice(folder.length).replace(/\/.*/, '/'));
  return entries.length === 0 ? undefined : [...new Set(entries)].sort().join('\n');
}
