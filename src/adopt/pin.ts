import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { CertificateReading } from '../pki/reading.js';

/** The digest of a CA's public key as `kubeadm join` pins it. */
export const pinOf = ({ der }: CertificateReading): string => `sha256:${bytesToHex(sha256(der.spki))}`;
