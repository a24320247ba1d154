import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../harness/command.js';

export interface CertificateRequest {
  readonly file: string;
  readonly commonName: string;
  readonly organization?: string;
  /** `DNS:…` and `IP:…`; with names it is a server's certificate too. */
  readonly names?: readonly string[];
}

/** A folder in which the CA in `pki` signs certificates: `FILE.pem` and `FILE-key.pem` appear. */
export function certificateSigner(pki: string, folder: string): (request: CertificateRequest) => Promise<void> {
  return async ({ file, commonName, organization, names = [] }) => {
    const key = join(folder, `${file}-key.pem`);
    const request = join(folder, `${file}.csr`);
    const extensions = join(folder, `${file}.ext`);
    const subject = `${organization === undefined ? '' : `/O=${organization}`}/CN=${commonName}`;
    await makeRequest(subject, key, request);
    const usages = names.length === 0 ? 'clientAuth' : 'serverAuth,clientAuth';
    const lines = [
      'basicConstraints=critical,CA:FALSE',
      'keyUsage=critical,digitalSignature,keyEncipherment',
      `extendedKeyUsage=${usages}`,
      ...(names.length === 0 ? [] : [`subjectAltName=${names.join(',')}`]),
    ];
    await writeFile(extensions, `${lines.join('\n')}\n`);
    await runCommand([
      ...(['openssl', 'x509', '-req', '-in', request, '-days', '2', '-extfile', extensions] as const),
      ...['-CA', join(pki, 'ca.pem'), '-CAkey', join(pki, 'ca-key.pem'), '-set_serial', `0x${serialOf(file)}`],
      ...['-out', join(folder, `${file}.pem`)],
    ]);
  };
}

/** A new RSA key without a password, and the request that it signs for `subject`, as `/O=…/CN=…`. */
export async function makeRequest(subject: string, key: string, request: string): Promise<void> {
  const files = ['-keyout', key, '-out', request];
  await runCommand(['openssl', 'req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', subject, ...files]);
}

/** The issuer's serial file would be written beside the CA, which is not ours. */
function serialOf(file: string): string {
  return `01${Buffer.from(file).toString('hex').slice(0, 36)}`;
}
