import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorityName, ownTitle } from '../../credentials/authority-name.js';
import type { PkiPlan } from '../../pki/plan.js';
import { valuesOf } from '../../pki/subject.js';
import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { shellWord } from '../shell-word.js';
import { readIfThere } from './folder.js';

/** The file of a folder of keys that says whose they are: a cluster's name, in one line. */
export const ownerFile = 'cluster-name';

type Named = Pick<ResolvedCluster, 'name'>;

function foreign({ name }: Named, folder: string, reason: string): Diagnostic {
  const adopt = `echo ${name} >${shellWord(join(folder, ownerFile))}`;
  return diagnose('keys-of-another-cluster', ['metadata', 'name'], { folder, name, reason, adopt });
}

/** Whether the folder says that it is another cluster's. One that says nothing is anybody's who fits. */
export function checkOwner(cluster: Named, folder: string): Diagnostic[] {
  const owner = readIfThere(join(folder, ownerFile))?.trim();
  if (owner === undefined || owner === cluster.name) return [];
  // Whatever else the file holds, or a link in its place leads to, is not for a report.
  const isName = /^[a-z0-9][-a-z0-9.]{0,62}$/.test(owner);
  return [foreign(cluster, folder, `${ownerFile} ${isName ? `says "${owner}"` : "holds no cluster's name"}`)];
}

/** The nodes whose certificates are in the folder. */
function nodesIn(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'nodes')).flatMap((file) => /^(.*)(?<!-key)\.pem$/.exec(file)?.[1] ?? []);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

/** What in a folder without the file tells another cluster's keys: a CA that Bootwright named, or other machines only. */
function trace(cluster: ResolvedCluster, folder: string, plans: readonly PkiPlan[]): string | undefined {
  const { name, nodes } = cluster;
  const certificate = plans[0]?.authority.certificate;
  const titles = certificate ? valuesOf(certificate.subject, 'CN') : [];
  const other = titles.find(
    (title) => /^[a-z0-9][-a-z0-9.]* CA$/.test(title) && title !== authorityName(cluster, ownTitle),
  );
  if (other !== undefined) return `its CA is called "${other}"`;
  const present = nodesIn(folder);
  const own = new Set(nodes.map((node) => node.name));
  if (present.length === 0 || present.some((node) => own.has(node))) return undefined;
  return `it has the certificate of ${present.sort()[0]}, and of no node of ${name}`;
}

/** Writes whose the folder is, where it does not say so yet and nothing in it tells another's; else what does. */
export function adoptFolder(cluster: ResolvedCluster, folder: string, plans: readonly PkiPlan[]): Diagnostic[] {
  if (readIfThere(join(folder, ownerFile)) !== undefined) return checkOwner(cluster, folder);
  const reason = trace(cluster, folder, plans);
  if (reason !== undefined) return [foreign(cluster, folder, reason)];
  writeFileSync(join(folder, ownerFile), `${cluster.name}\n`, { flag: 'wx' });
  return [];
}
