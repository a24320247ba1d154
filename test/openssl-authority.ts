import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs `openssl ARGS` in the folder of a CA, and throws where it fails. */
export type RunOpenssl = (...args: string[]) => unknown;

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const filesOf = (name: string): string[] => ['-keyout', `${name}.key`, '-out', `${name}.crt`];

/** A root CA of OpenSSL's: `NAME.key` and `NAME.crt`. */
export function makeRoot(run: RunOpenssl, name: string): void {
  const usage = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  run('req', '-x509', ...newKey, ...usage, '-days', '900', '-subj', `/CN=${name}`, ...filesOf(name));
}

/** A CA that another one of the folder has signed. */
export function makeIntermediate(run: RunOpenssl, folder: string, name: string, signer: string): void {
  const extensions =
    'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n';
  writeFileSync(join(folder, 'intermediate.ext'), extensions);
  run('req', '-new', ...newKey, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
  const by = ['-CA', `${signer}.crt`, '-CAkey', `${signer}.key`, '-extfile', 'intermediate.ext'];
  run('x509', '-req', '-in', `${name}.csr`, ...by, '-days', '800', '-out', `${name}.crt`);
}
