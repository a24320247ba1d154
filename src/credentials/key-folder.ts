import type { PkiFinding } from '../pki/finding.js';
import type { PkiLookup } from '../pki/pair.js';
import type { CertificateReading } from '../pki/reading.js';

/** Where a cluster's keys lie: a folder on a disk, or a page's memory. Nothing here writes. */
export interface KeyFolder {
  readonly lookup: PkiLookup;
  /** A file of the folder as messages name it. */
  readonly pathOf: (file: string) => string;
  /** The same as one word of a shell. */
  readonly wordOf: (file: string) => string;
}

/** Checks who signed the first certificate of a file, by name and by arithmetic; what stands behind it may lead to the CA. */
export type IssuerCheck = (file: string, chain: readonly CertificateReading[]) => readonly PkiFinding[];

/** Makes the check against the CAs of the file `ca`, one of which is enough. */
export type IssuerCheckMaker = (authorities: readonly CertificateReading[], ca: string) => IssuerCheck;
