import type { NodePlan, PlannedFile } from '../plan/node-plan.js';
import { encodeCloudConfig } from './cloud-config.js';
import { encodeScript } from './script.js';

/** The forms that a node's document comes in. */
export const envelopes = {
  'cloud-config': { extension: 'cloud-config.yaml', encode: encodeCloudConfig, isUserData: true },
  script: { extension: 'sh', encode: encodeScript, isUserData: false },
} as const satisfies Record<string, Envelope>;

export interface Envelope {
  readonly extension: string;
  /** The plan as text, with some files packed where the envelope has a way to say so. */
  readonly encode: (plan: NodePlan, packed?: ReadonlySet<PlannedFile>) => string;
  /** Whether it is handed to a provider, whose size limit then holds. */
  readonly isUserData: boolean;
}

export type EnvelopeName = keyof typeof envelopes;
