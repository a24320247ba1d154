import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type FaultName, faults } from './mirror-faults.js';

/** The mirror's own process, which lives in the test's network. Told everything as one JSON argument. */
export interface MirrorSettings {
  readonly address: string;
  readonly port: number;
  /** Files by URL path, and folders by URL path that ends in a slash. */
  readonly served: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, FaultName>>;
}

export interface MirrorAnswer {
  readonly path: string;
  readonly status: number;
}

const settings = JSON.parse(process.argv[2] ?? '') as MirrorSettings;
const asked = new Map<string, number>();

const server = createServer((request, response) => {
  const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
  response.on('close', () => report({ path, status: response.statusCode }));
  answer(path, request, response).catch((error: Error) => response.destroy(error));
});
server.listen(settings.port, settings.address, () => process.send?.('listening'));
// Without a parent there is nobody to serve.
process.on('disconnect', () => process.exit(0));

async function answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const times = asked.get(path) ?? 0;
  asked.set(path, times + 1);
  const fault = settings.faults[path];
  if (fault !== undefined && faults[fault](request, response, times)) return;
  const file = findFile(path);
  const size = file === undefined ? undefined : await sizeOf(file);
  if (file === undefined || size === undefined) {
    response.writeHead(404).end();
    return;
  }
  const range = parseRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const headers = {
    'Content-Length': end - start + 1,
    'Accept-Ranges': 'bytes',
    'Content-Type': 'application/octet-stream',
  };
  if (range === undefined) response.writeHead(200, headers);
  else response.writeHead(206, { ...headers, 'Content-Range': `bytes ${start}-${end}/${size}` });
  if (request.method === 'HEAD' || size === 0) response.end();
  else await pipeline(createReadStream(file, { start, end }), response);
}

function findFile(path: string): string | undefined {
  const exact = settings.served[path];
  if (exact !== undefined) return exact;
  const folder = Object.keys(settings.served).find((prefix) => prefix.endsWith('/') && path.startsWith(prefix));
  if (folder === undefined) return undefined;
  // A normal absolute path can't climb out of the folder.
  return join(settings.served[folder] ?? '', normalize(`/${path.slice(folder.length)}`));
}

async function sizeOf(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? 'unsatisfiable' : { start, end };
}

function report(message: MirrorAnswer): void {
  if (process.connected) process.send?.(message);
}
