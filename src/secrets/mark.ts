import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * A mark for a secret that is the same for the same bytes, while a report is made. It is a digest, from which a short
 * secret can be guessed, so no report shows it: `SecretLabels` puts a number in its place.
 */
export const secretMark = (content: Uint8Array): string =>
  `<secret sha256:${bytesToHex(sha256(content)).slice(0, 40)}>`;
