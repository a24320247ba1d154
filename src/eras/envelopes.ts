import type { EnvelopeName, FormatName } from '../generated/names.js';
import type { Provider } from './provider.js';

/** What reads a document at a machine's first boot. */
export type Reader = 'cloud-init' | 'ignition';

/** Whose machines can be given an envelope. */
interface EnvelopeFacts {
  /** Null: a shell, which every machine has. */
  readonly reader: Reader | null;
  /** Whether a provider gets it to the machine as it is; null: every one does. */
  readonly takenBy: ((provider: Provider) => boolean) | null;
  /** Parts of the spec's own would be lost in it. */
  readonly losesParts?: true;
}

/** A row for each, in the order in which they are listed for people. */
export const envelopeFacts: Readonly<Record<EnvelopeName, EnvelopeFacts>> = {
  'cloud-config': { reader: 'cloud-init', takenBy: null, losesParts: true },
  mime: { reader: 'cloud-init', takenBy: ({ forms }) => forms.includes('mime') },
  nocloud: { reader: 'cloud-init', takenBy: ({ datasource }) => datasource === 'NoCloud' },
  ignition: { reader: 'ignition', takenBy: ({ ignition }) => ignition !== null },
  script: { reader: null, takenBy: null },
};

export const envelopeNames = Object.keys(envelopeFacts) as readonly EnvelopeName[];

/** The envelopes that are read where this is the reader. */
export function envelopesReadBy(reader: Reader): readonly EnvelopeName[] {
  return envelopeNames.filter((name) => [null, reader].includes(envelopeFacts[name].reader));
}

/** The one that a reader's machines get where the spec names none. */
export const usualFormats: Readonly<Record<Reader, FormatName>> = {
  'cloud-init': 'cloud-config',
  ignition: 'ignition',
};
