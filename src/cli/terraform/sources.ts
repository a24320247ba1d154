import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { moduleFile } from '../../cluster/terraform-argument.js';
import type { ModuleSource } from '../../cluster/terraform-freshness.js';
import { identitiesOf } from '../../credentials/identities.js';
import { bootstrapTokenFile } from '../../pki/bootstrap-token.js';
import { kubeletFiles, lookupTokenFile, plannedAuthorities } from '../../pki/request.js';
import { readIfThere } from '../pki/folder.js';
import type { RenderJob } from '../render/job.js';

/** A path as the system finds it, where a part of it is there: `..` leads out of a link's target, not of the link. */
function physical(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const up = dirname(resolve(path));
    return up === resolve(path) ? up : join(physical(up), basename(path));
  }
}

/** The files of the folder of keys that documents are made from. A certificate stands for its key. */
function keyFiles({ cluster }: RenderJob): string[] {
  const certificates = plannedAuthorities(identitiesOf(cluster)).flatMap((authority) => [
    authority.files.certificate,
    ...authority.certificates.map(({ files }) => files.certificate),
  ]);
  // The administrator's is in no document.
  return [...certificates.filter((file) => file !== 'admin.pem'), bootstrapTokenFile, lookupTokenFile];
}

/** The digest that the module of the last render has of a source, empty where it has none. */
function recordedIn(folder: string): (name: string) => string {
  try {
    const sources = JSON.parse(readIfThere(join(folder, moduleFile)) ?? '{}')?.locals?.sources ?? {};
    return (name) => {
      const sha256 = Object.hasOwn(sources, name) ? sources[name]?.sha256 : undefined;
      return typeof sha256 === 'string' ? sha256 : '';
    };
  } catch (error) {
    if (error instanceof SyntaxError) return () => '';
    throw error;
  }
}

/**
 * What a job's documents are made from, with digests. A render of a part of them (some nodes, another envelope) renews
 * only what is those nodes' own: the documents of the others are still made from what the last whole render found.
 */
export function sourcesOf(job: RenderJob): ModuleSource[] {
  const { spec, folder, pki, whole, nodes } = job;
  const from = dirname(join(physical(folder), moduleFile));
  const renewed = new Set(nodes.map(({ name }) => kubeletFiles(name).certificate));
  const recorded = recordedIn(folder);
  const sourceOf = (name: string, path: string, bytes: Uint8Array, isRenewed: boolean): ModuleSource => ({
    name,
    path: relative(from, join(physical(dirname(path)), basename(path))).replaceAll('\\', '/'),
    sha256: whole || isRenewed ? createHash('sha256').update(bytes).digest('hex') : recorded(name),
    isSpec: path === spec.file,
  });
  const ofKeys = keyFiles(job).flatMap((file): ModuleSource[] => {
    const content = readIfThere(join(pki, file), 'latin1');
    if (content === undefined) return [];
    return [
      sourceOf(`${basename(resolve(pki))}/${file}`, join(pki, file), Buffer.from(content, 'latin1'), renewed.has(file)),
    ];
  });
  // A spec that came by standard input lies nowhere.
  return spec.isFile ? [sourceOf(basename(spec.file), spec.file, spec.bytes, false), ...ofKeys] : ofKeys;
}
