import { join } from 'node:path';
import { type KeyPairPem, loadAuthority } from '../../pki/authority.js';
import { issueCertificates } from '../../pki/certificate.js';
import { explainFinding } from '../../pki/explain-finding.js';
import type { PairFiles, PlannedCertificate } from '../../pki/request.js';
import { sealPair } from '../at-rest/seal-pair.js';
import { say } from '../console.js';
import { watchedLater } from '../progress.js';
import { shellWord } from '../shell-word.js';
import { askSigner } from './ask-signer.js';
import { type PkiCluster, signerOf } from './cluster.js';

/**
 * Makes pairs with the CA whose files these are, and saves each as it is ready; the number made. Of a CA that cannot
 * sign the reason is told, and nothing is made.
 */
export async function signPairs(
  { folder, vault, cluster }: PkiCluster,
  files: PairFiles,
  wanted: readonly PlannedCertificate[],
  now: Date,
  save: (folder: string, files: PairFiles, pair: KeyPairPem) => void,
): Promise<number> {
  if (wanted.length === 0) return 0;
  const signer = signerOf(cluster, files);
  if (signer !== null) return askSigner({ folder, vault }, files, wanted, signer, now, save);
  const { lookup } = vault;
  const key = lookup(files.key);
  if (key === undefined) {
    const absent = { file: files.key, reason: 'authority-key-absent' as const, ca: files.certificate };
    const { text, wayOut } = explainFinding(absent, (file) => shellWord(join(folder, file)));
    say(`error: ${join(folder, files.key)} ${text}\n  hint: ${wayOut}`);
    return 0;
  }
  const authority = await loadAuthority({ certificate: lookup(files.certificate) ?? '', key });
  if ('problem' in authority) {
    say(`${join(folder, files[authority.part])} cannot be used to sign: ${authority.problem}`);
    return 0;
  }
  let made = 0;
  const issuing = issueCertificates(authority, wanted, { now });
  for await (const { request, pair } of watchedLater('making keys', wanted.length, issuing)) {
    save(folder, request.files, await sealPair(vault, pair));
    made += 1;
  }
  return made;
}
