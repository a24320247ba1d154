import { createServer } from 'node:http';

/** A request that somebody on the network made. */
export interface Witnessed {
  readonly method: string;
  readonly path: string;
  readonly from: string;
  readonly body: string;
}

/** Where a witness listens, told as one JSON argument: it answers everything with "200 ok", and tells its parent. */
export interface WitnessSettings {
  readonly address: string;
  readonly port: number;
}

const { address, port } = JSON.parse(process.argv[2] ?? '') as WitnessSettings;

createServer((request, response) => {
  let body = '';
  request.on('data', (piece: Buffer) => {
    body += String(piece);
  });
  request.on('end', () => {
    const { method = '', url = '', socket } = request;
    if (process.connected)
      process.send?.({ method, path: url, from: socket.remoteAddress ?? '', body } satisfies Witnessed);
    response.end('ok\n');
  });
}).listen(port, address, () => process.send?.('listening'));
process.on('disconnect', () => process.exit(0));
