import type { ForeignFile } from './foreign-names.js';
import type { Usage } from './reading.js';

/** Something to say about one file of the PKI folder, `file` being its name within it, and `ca` that of its CA. */
export type PkiFinding = { readonly file: string } & (
  | { readonly reason: 'missing' }
  | { readonly reason: 'half-pair'; readonly absent: string }
  | { readonly reason: 'unreadable-certificate' | 'unreadable-key' | 'encrypted-key' | 'unsupported-key' }
  | { readonly reason: 'sealed-key' }
  | { readonly reason: 'key-mismatch'; readonly certificate: string }
  | { readonly reason: 'not-authority' }
  | { readonly reason: 'authority-not-brought' }
  | { readonly reason: 'authority-absent' | 'authority-key-absent'; readonly ca: string }
  | { readonly reason: 'foreign-signature'; readonly issuer: string; readonly authority: string; readonly ca: string }
  | { readonly reason: 'weak-signature'; readonly ofItself: boolean }
  | { readonly reason: 'weak-key'; readonly bits: number }
  | { readonly reason: 'key-open'; readonly mode: number }
  | { readonly reason: 'authority-elsewhere'; readonly found: readonly ForeignFile[] }
  | { readonly reason: 'unchecked-signature'; readonly ca: string }
  | {
      readonly reason: 'wrong-name';
      readonly attribute: 'CN' | 'O';
      readonly planned: string;
      readonly present: string;
    }
  | { readonly reason: 'missing-sans'; readonly names: readonly string[] }
  | { readonly reason: 'missing-usages'; readonly usages: readonly Usage[] }
  | { readonly reason: 'unasked-groups'; readonly groups: readonly string[] }
  | { readonly reason: 'unasked-authority' }
  | { readonly reason: 'never-valid'; readonly notBefore: Date; readonly notAfter: Date }
  | { readonly reason: 'not-yet-valid'; readonly notBefore: Date }
  | { readonly reason: 'expired'; readonly notAfter: Date }
  | { readonly reason: 'expires-soon'; readonly notAfter: Date; readonly days: number }
  | { readonly reason: 'long-name'; readonly name: string }
);

export type FindingReason = PkiFinding['reason'];

/** An error stops a render; a warning is told. */
export type FindingSeverity = 'error' | 'warning';
