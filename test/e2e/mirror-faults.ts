import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a mirror does to a request instead of answering it as it should. True: it has been answered. */
export type Fault = (request: IncomingMessage, response: ServerResponse, times: number) => boolean;

/** The faults that a test can ask for, by name. `times` is how often the path was asked for before. */
export const faults = {
  refuse: (request) => {
    request.socket.destroy();
    return true;
  },
  unavailableTwice: (_request, response, times) => {
    if (times >= 2) return false;
    response.writeHead(503).end();
    return true;
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
