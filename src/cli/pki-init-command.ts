import { join } from 'node:path';
import { planPki } from '../pki/plan.js';
import { authorityFiles } from '../pki/request.js';
import type { Arguments } from './command.js';
import { printData, say } from './console.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { saveNewAuthority } from './new-authority.js';
import { readPkiCluster } from './pki-cluster.js';
import { lookupIn, makePkiFolder } from './pki-folder.js';
import { pairRows, sayFindings } from './pki-report.js';
import { sayFolder } from './pki-speech.js';

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const pki = readPkiCluster(given);
  if (pki === undefined) return exitStatus.refused;
  const { cluster, folder, format } = pki;
  const look = () => planPki({ lookup: lookupIn(folder), planned: [], now });
  const before = await look();
  const missing = before.authority.state === 'missing';
  if (missing) {
    sayFolder(folder, makePkiFolder(folder));
    await saveNewAuthority(folder, cluster, now);
  }
  const after = await look();
  say(`${join(folder, authorityFiles.certificate)}: ${missing ? 'made' : 'kept'}`);
  if (format === 'json') printData(`${JSON.stringify(pairRows(after, now), null, 2)}\n`);
  return sayFindings(folder, after.findings) ? exitStatus.refused : exitStatus.fine;
}
