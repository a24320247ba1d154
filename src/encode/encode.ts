import type { NodePlan } from '../plan/node-plan.js';
import { encodeCloudConfig } from './cloud-config.js';
import { encodeScript } from './script.js';

/** The forms that a node's document comes in. */
export const envelopes = {
  'cloud-config': { extension: 'cloud-config.yaml', encode: encodeCloudConfig, isUserData: true },
  script: { extension: 'sh', encode: encodeScript, isUserData: false },
} as const satisfies Record<string, Envelope>;

interface Envelope {
  readonly extension: string;
  readonly encode: (plan: NodePlan) => string;
  /** Whether it is handed to a provider, whose size limit then holds. */
  readonly isUserData: boolean;
}

export type EnvelopeName = keyof typeof envelopes;
