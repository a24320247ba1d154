import type { EnvelopeName, FormatName } from '../generated/names.js';

/** What reads a document at a machine's first boot. */
export type Reader = 'cloud-init' | 'ignition';

/** What reads each, in the order in which they are listed for people; null: a shell, which every machine has. */
const envelopeReaders: Readonly<Record<EnvelopeName, Reader | null>> = {
  'cloud-config': 'cloud-init',
  mime: 'cloud-init',
  nocloud: 'cloud-init',
  ignition: 'ignition',
  script: null,
};

export const envelopeNames = Object.keys(envelopeReaders) as readonly EnvelopeName[];

/** The envelopes that are read where this is the reader. */
export function envelopesReadBy(reader: Reader): readonly EnvelopeName[] {
  return envelopeNames.filter((name) => [null, reader].includes(envelopeReaders[name]));
}

/** The one that a reader's machines get where the spec names none. */
export const usualFormats: Readonly<Record<Reader, FormatName>> = {
  'cloud-init': 'cloud-config',
  ignition: 'ignition',
};
