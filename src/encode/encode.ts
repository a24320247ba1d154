import type { EnvelopeName } from '../generated/names.js';
import type { NodePlan, PlannedFile } from '../plan/node-plan.js';
import { bytesOf, encodeCloudConfig } from './cloud-config.js';
import { encodeIgnition, ignitionBytesOf, replacingConfig } from './ignition.js';
import { encodeIgnitionCopy } from './ignition-copy.js';
import { encodeMime, packedText } from './mime.js';
import { nocloudMetadata } from './nocloud.js';
import { gzipBytes } from './pack.js';
import { encodeScript, scriptBytesOf } from './script.js';

/** How a document that is too large is packed; `files`: some of its files are, otherwise the whole is. */
export type PackedForm = 'files' | 'mime' | 'gzip' | 'replace';

/**
 * How a document gets to its machine: in the provider's field of that name, whose size limit then holds; on a disk that
 * is made of its folder; or copied there and run by root.
 */
export type Handover = 'user-data' | 'seed-disk' | 'script';

export interface Envelope {
  readonly extension: string;
  /** The plan as text, with some files packed where the envelope has a way to say so. */
  readonly encode: (plan: NodePlan, packed?: ReadonlySet<PlannedFile>) => string;
  /** How many bytes of the document a file takes; as it is, or packed. */
  readonly bytesOf: (file: PlannedFile, isPacked?: boolean) => number;
  readonly givenAs: Handover;
  /** The forms that its reader unpacks by itself, smallest step first; null: it depends on the provider. */
  readonly forms: readonly PackedForm[] | null;
  /** A file that goes with the document, in the same folder. */
  readonly beside?: (plan: NodePlan, document: Uint8Array) => { readonly extension: string; readonly content: string };
  /** The document as a review reads it, where its own text is not for people. */
  readonly copy?: { readonly extension: string; readonly encode: (plan: NodePlan) => string };
}

/** The forms that a node's document comes in. */
export const envelopes: Readonly<Record<EnvelopeName, Envelope>> = {
  'cloud-config': {
    extension: 'cloud-config.yaml',
    encode: encodeCloudConfig,
    bytesOf,
    givenAs: 'user-data',
    forms: null,
  },
  mime: {
    extension: 'mime.txt',
    encode: encodeMime,
    bytesOf,
    givenAs: 'user-data',
    forms: null,
  },
  nocloud: {
    extension: 'nocloud/user-data',
    encode: (plan: NodePlan) => (plan.parts.length > 0 ? encodeMime(plan) : encodeCloudConfig(plan)),
    bytesOf,
    givenAs: 'seed-disk',
    forms: [],
    beside: nocloudMetadata,
  },
  ignition: {
    extension: 'ign.json',
    encode: encodeIgnition,
    bytesOf: ignitionBytesOf,
    givenAs: 'user-data',
    forms: ['files', 'replace'],
    copy: { extension: 'ign.yaml', encode: encodeIgnitionCopy },
  },
  script: {
    extension: 'sh',
    encode: encodeScript,
    bytesOf: scriptBytesOf,
    givenAs: 'script',
    forms: [],
  },
};

/** The ways to pack a whole document, and the extension that it then has; undefined: its envelope's own. */
export const wholes: Readonly<
  Record<
    Exclude<PackedForm, 'files'>,
    { readonly extension?: string; readonly pack: (text: string, plan: NodePlan) => string | Uint8Array }
  >
> = {
  mime: { extension: 'user-data.txt', pack: packedText },
  gzip: { extension: 'user-data.gz', pack: gzipBytes },
  replace: { pack: replacingConfig },
};
