import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultName, type FaultPlan, faults } from './mirror-faults.js';

/** The mirror's own process, which lives in the test's network. Told everything as one JSON argument. */
export interface MirrorSettings {
  readonly addresses: readonly string[];
  readonly port: number;
  /** Files by URL path, and folders by URL path that ends in a slash. */
  readonly served: Readonly<Record<string, string>>;
  readonly line?: Line;
}

/** How far away the mirror seems to be. */
export interface Line {
  readonly latencyMs: number;
  /** Of all connections together. */
  readonly bytesPerSecond: number;
}

export interface MirrorAnswer {
  readonly path: string;
  readonly status: number;
  /** What was done to the request, if it wasn't answered as it should be. */
  readonly fault?: FaultName;
}

const settings = JSON.parse(process.argv[2] ?? '') as MirrorSettings;
let plan: FaultPlan = {};
const met = new Map<string, number>();
/** When the line is free again. */
let lineFree = 0;

const listening = settings.addresses.map((address) => {
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
    answer(path, request, response).catch((error: Error) => response.destroy(error));
  });
  return once(server.listen(settings.port, address), 'listening');
});
void Promise.all(listening).then(() => process.send?.('listening'));
process.on('message', (faultPlan: FaultPlan) => {
  plan = faultPlan;
  met.clear();
  process.send?.('planned');
});
// Without a parent there is nobody to serve.
process.on('disconnect', () => process.exit(0));

async function answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const fault = nextFault(path);
  response.on('close', () => report({ path, status: response.statusCode, ...(fault === undefined ? {} : { fault }) }));
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
    ...(range === undefined ? {} : { 'Content-Range': `bytes ${start}-${end}/${size}` }),
  };
  const begin = (): unknown => response.writeHead(range === undefined ? 200 : 206, headers);
  if (fault !== undefined) {
    await faults[fault]({ request, response, file, size, start, end, begin });
    return;
  }
  await sleep(settings.line?.latencyMs ?? 0);
  begin();
  if (request.method === 'HEAD' || size === 0) response.end();
  else await pipeline(createReadStream(file, { start, end }), overTheLine(), response);
}

function nextFault(path: string): FaultName | undefined {
  const planned = plan[path];
  const times = met.get(path) ?? 0;
  if (planned === undefined || times >= (planned.times ?? Number.POSITIVE_INFINITY)) return undefined;
  met.set(path, times + 1);
  return planned.fault;
}

/** Holds every piece back until the line, which all connections share, has had time for it. */
function overTheLine(): Transform {
  const { bytesPerSecond = Number.POSITIVE_INFINITY } = settings.line ?? {};
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      const now = performance.now();
      lineFree = Math.max(lineFree, now) + (piece.length * 1000) / bytesPerSecond;
      setTimeout(() => done(null, piece), lineFree - now);
    },
  });
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
