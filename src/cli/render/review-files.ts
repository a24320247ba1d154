import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ReviewCopy, reviewCopies, reviewFolder } from '../../copies/review-copies.js';
import { envelopes } from '../../encode/encode.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { RenderJob } from './job.js';

/** A job whose copies were made, and what was found wrong with them. */
export interface Copying {
  readonly job: RenderJob;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the names of copies end with. */
const endings = Object.values(envelopes).map(({ extension, copy }) => `.${copy?.extension ?? extension}`);

/** The copies that belong to a job: to one of all nodes in the spec's own envelope. */
export function copiesOf({ cluster, whole }: RenderJob): Iterable<ReviewCopy> {
  return whole ? reviewCopies(cluster) : [];
}

/** The node that a copy's file is called for: the first of those that it is for. */
export const nodeOfCopy = (file: string): string =>
  endings.reduce(
    (name, ending) => (name.endsWith(ending) ? name.slice(0, -ending.length) : name),
    file.slice(file.lastIndexOf('/') + 1),
  );

/** The copies in a cluster's folder, by their places in it. */
export function copyFiles(folder: string): string[] {
  try {
    return readdirSync(join(folder, reviewFolder))
      .filter((name) => endings.some((ending) => name.endsWith(ending)))
      .map((name) => `${reviewFolder}/${name}`)
      .sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

/** Copies in a job's folder that none of these replaces: of nodes that are gone, or that have become equal to others. */
export const staleCopies = ({ folder, whole }: RenderJob, kept: readonly string[]): string[] =>
  whole ? copyFiles(folder).filter((file) => !kept.includes(file)) : [];
