import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a faulty answer is made from. */
export interface FaultyRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly file: string;
  readonly size: number;
  /** The part that was asked for, both ends included. */
  readonly start: number;
  readonly end: number;
  /** Sends the status and the headers of a good answer. */
  readonly begin: () => void;
}

export type Fault = (faulty: FaultyRequest) => Promise<unknown> | unknown;

const slowSeconds = 40;

/** What a mirror can do to a request instead of answering it as it should, by name. */
export const faults = {
  'hangs up': ({ request }) => request.socket.destroy(),
  'answers 503': ({ response }) => response.writeHead(503).end(),
  /** Some bytes, then none, and the connection stays. */
  stalls: ({ response, file, start, end, begin }) => {
    begin();
    createReadStream(file, { start, end: Math.min(end, start + 100_000) }).pipe(response, { end: false });
  },
  /** The header says how many bytes; the connection ends half-way. */
  'breaks off': async ({ request, response, file, start, end, begin }) => {
    begin();
    const half = start + Math.floor((end - start) / 2);
    await pipeline(createReadStream(file, { start, end: half }), response, { end: false });
    request.socket.destroy();
  },
  /** Half a file that looks whole. */
  truncates: async ({ response, file, size }) => {
    const half = Math.floor(size / 2);
    response.writeHead(200, { 'Content-Length': half });
    await pipeline(createReadStream(file, { end: half - 1 }), response);
  },
  /** A file of the right length with one wrong byte, the last. */
  'serves a wrong file': async ({ response, file, size }) => {
    response.writeHead(200, { 'Content-Length': size });
    await pipeline(createReadStream(file, { end: size - 2 }), response, { end: false });
    response.end('?');
  },
  'redirects for ever': ({ request, response }) => response.writeHead(302, { Location: request.url ?? '/' }).end(),
  /** Whatever the size, so slow that it takes this long. */
  'is slow': async ({ response, file, start, end, begin }) => {
    begin();
    const pieces = slowSeconds * 4;
    const highWaterMark = Math.ceil((end - start + 1) / pieces);
    for await (const piece of createReadStream(file, { start, end, highWaterMark })) {
      if (response.destroyed) return;
      response.write(piece);
      await sleep(250);
    }
    response.end();
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;

/** What happens to a path: for good, or the first so many times that it is asked for. */
export interface PlannedFault {
  readonly fault: FaultName;
  readonly times?: number;
}

/** By URL path. */
export type FaultPlan = Readonly<Record<string, PlannedFault>>;
