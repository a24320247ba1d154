import { readFileSync } from 'node:fs';
import type { Arguments } from '../command.js';

/** What opens a folder of keys, and where each came from. */
export interface OpeningSources {
  readonly identities: readonly { readonly from: string; readonly text: string }[];
  readonly passphrase: string | undefined;
}

/** The variables that stand in for a file, where a secret is to touch no disk: in a pipeline, say. */
export const identityVariable = 'BOOTWRIGHT_IDENTITY';
export const passphraseVariable = 'BOOTWRIGHT_PASSPHRASE';

/** Reads the files of `--identity`, and the environment. Nothing is asked for on a terminal. */
export function openingSources({ values }: Pick<Arguments, 'values'>): OpeningSources {
  const files = (values.get('identity') ?? []).map((from) => ({ from, text: readFileSync(from, 'utf8') }));
  const own = process.env[identityVariable];
  const given = own ? [{ from: identityVariable, text: own }] : [];
  return { identities: [...files, ...given], passphrase: process.env[passphraseVariable] || undefined };
}
