import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { NodePlan } from '../plan/node-plan.js';

/**
 * The second file of a NoCloud seed. The instance's id is a digest of the document: another document is another
 * instance, so cloud-init does its work again where a machine is given one. Values are JSON, which is YAML too.
 */
export function nocloudMetadata({ node }: NodePlan, document: Uint8Array): { extension: string; content: string } {
  const id = `bootwright-${bytesToHex(sha256(document)).slice(0, 16)}`;
  const content = `instance-id: ${JSON.stringify(id)}\nlocal-hostname: ${JSON.stringify(node)}\n`;
  return { extension: 'nocloud/meta-data', content };
}
