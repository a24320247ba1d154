import { dirname, join } from 'node:path';
import { type Reading, readCluster } from '../../render.js';
import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';
import { readGivenFile } from './given-file.js';

/** A spec as the user named it, and what was read from it. */
export interface SpecFile {
  /** Its name in reports. */
  readonly file: string;
  /** The folder that its keys lie beside. */
  readonly folder: string;
  /** False: it came by standard input. */
  readonly isFile: boolean;
  /** Its bytes as they were read. */
  readonly bytes: Uint8Array;
  readonly reading: Reading;
}

/** Reads a spec; `-` is standard input. */
export function readSpecFile(path: string): SpecFile {
  const bytes = readGivenFile(path);
  return {
    file: path === '-' ? '<stdin>' : path,
    folder: path === '-' ? '.' : dirname(path),
    isFile: path !== '-',
    bytes,
    reading: readCluster(bytes.toString('utf8')),
  };
}

/** The folder of a spec's keys: as given, or `pki` beside the spec. */
export function pkiFolder(given: string | undefined, { folder }: SpecFile): string {
  return given ?? join(folder, 'pki');
}

/** The specs that are fine, each with its cluster. */
export function readySpecs(
  specs: readonly SpecFile[],
): { readonly spec: SpecFile; readonly cluster: ResolvedCluster }[] {
  return specs.flatMap((spec) => (spec.reading.cluster ? [{ spec, cluster: spec.reading.cluster }] : []));
}
