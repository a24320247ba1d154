import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../pki/answer.js';
import { type CertificateReading, readCertificates } from '../../pki/reading.js';
import type { PairFiles } from '../../pki/request.js';

/** The folder, within that of the keys, where requests wait with their keys until a CA has answered them. */
export const requestsFolder = 'requests';

/** Where the request for a pair waits. */
export function requestFiles({ certificate, key }: PairFiles): { readonly request: string; readonly key: string } {
  return {
    request: `${requestsFolder}/${certificate.replace(/\.pem$/, '.csr')}`,
    key: `${requestsFolder}/${key}`,
  };
}

/** A file of certificates, an answer where its first one is no CA's. */
interface CertificateFile {
  readonly path: string;
  readonly certificates: readonly CertificateReading[];
}

const isAnswerName = (file: string): boolean => /\.(pem|crt|cer)$/i.test(file) && !file.endsWith('-key.pem');

function filesBelow(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(isAnswerName).sort();
  return files.map((file) => join(path, file)).filter((file) => statSync(file).isFile());
}

/** The answers in a file or below a folder, each with the CAs that came with any of them; or the file that can't be read. */
export function readAnswers(path: string): readonly (Answer & { readonly path: string })[] | string {
  const files: CertificateFile[] = [];
  for (const file of filesBelow(path)) {
    const certificates = readCertificates(readFileSync(file, 'latin1'));
    if (certificates === undefined) return file;
    files.push({ path: file, certificates });
  }
  const authorities = files.flatMap(({ certificates }) => certificates.filter(({ authority }) => authority));
  return files.flatMap(({ path: file, certificates: [certificate] }) =>
    certificate === undefined ? [] : [{ path: file, certificate, others: authorities }],
  );
}

/** Takes away what is no longer waited for. */
export function removeRequest(folder: string, files: PairFiles): void {
  const { request, key } = requestFiles(files);
  for (const file of [request, key, request.replace(/\.csr$/, '.pem')]) {
    if (existsSync(join(folder, file))) rmSync(join(folder, file));
  }
}
