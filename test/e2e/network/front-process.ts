import { readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** Stands in front of a server at another address, and ends TLS there where it has a certificate. Told all as one JSON argument. */
export interface FrontSettings {
  readonly address: string;
  readonly port: number;
  readonly behind: { readonly host: string; readonly port: number };
  /** Files in PEM. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

const { address, port, behind, tls } = JSON.parse(process.argv[2] ?? '') as FrontSettings;

function passOn(client: Socket): void {
  const onward = connect(behind);
  client.pipe(onward).pipe(client);
  client.on('error', () => onward.destroy());
  onward.on('error', () => client.destroy());
}

const server =
  tls === undefined
    ? createServer(passOn)
    : createTlsServer({ cert: readFileSync(tls.certificate), key: readFileSync(tls.key) }, passOn);
// A client that does not trust the certificate.
server.on('tlsClientError', (error: Error) => console.log(error.message));
server.listen(port, address, () => process.send?.('listening'));
