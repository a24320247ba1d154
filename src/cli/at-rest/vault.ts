import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import type { PkiLookup } from '../../pki/pair.js';
import { type Seal, sealOf } from '../../pki/sealed.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { readIfThere } from '../pki/folder.js';
import type { SealingKey } from './identities.js';
import { identityVariable, type OpeningSources, passphraseVariable } from './sources.js';

/** The file of a folder of keys that says to whom its secrets are encrypted: one recipient a line, as `age -R` reads it. */
export const recipientsFile = 'recipients';

/** A folder of keys whose secrets may be encrypted where they lie. Their clear texts are in memory alone. */
export interface KeyVault {
  readonly folder: string;
  /** A file's clear text, as far as it has been opened; else what lies there. */
  readonly lookup: PkiLookup;
  /** What lies there is encrypted. */
  readonly isSealed: (file: string) => boolean;
  /** Opens these files, as far as they are there and encrypted; what cannot be opened is one problem. */
  readonly open: (files: readonly string[]) => Promise<readonly Diagnostic[]>;
  /** Something was given that may open it. */
  readonly hasSources: boolean;
  /** How many recipients the folder has; null: its secrets lie in clear. */
  readonly recipients: () => number | null;
  /** A secret as it is to lie there. */
  readonly seal: (text: string) => Promise<string>;
}

interface SealedFile {
  readonly file: string;
  readonly text: string;
  readonly seal: Seal;
}

const place = ['spec', 'credentials'];

function cannotOpen(folder: string, files: readonly SealedFile[], reason: string): Diagnostic {
  const [first] = files;
  const others = files.length > 1 ? ` (and ${files.length - 1} more)` : '';
  const way = first?.seal === 'passphrase' ? { passphrase: passphraseVariable } : { identity: identityVariable };
  const how = first?.seal === 'passphrase' ? 'under a passphrase' : 'encrypted with age';
  return diagnose('credentials-sealed', place, {
    file: `${join(folder, first?.file ?? '')}${others}`,
    how,
    reason,
    ...(first?.seal === 'binary-age' ? { armor: 'age --armor' } : way),
  });
}

/** A key's text without its passphrase; undefined: it is another one. */
function withoutPassphrase(text: string, passphrase: string): string | undefined {
  try {
    const key = createPrivateKey({ key: text, format: 'pem', passphrase });
    return key.export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    return undefined;
  }
}

export function keyVault(folder: string, { identities, passphrase }: OpeningSources): KeyVault {
  /** Clear texts by what lies in their files, so that a file which is moved or written anew is no question. */
  const opened = new Map<string, string>();
  const textOf = (file: string): string | undefined => readIfThere(join(folder, file));
  const closed = (files: readonly string[]): SealedFile[] =>
    files.flatMap((file) => {
      const text = textOf(file);
      const seal = text === undefined || opened.has(text) ? null : sealOf(text);
      return text === undefined || seal === null ? [] : [{ file, text, seal }];
    });

  const openByPassphrase = (files: readonly SealedFile[]): readonly Diagnostic[] => {
    if (files.length === 0) return [];
    if (passphrase === undefined) return [cannotOpen(folder, files, 'none was given')];
    for (const { text } of files) {
      const clear = withoutPassphrase(text, passphrase);
      if (clear !== undefined) opened.set(text, clear);
    }
    const wrong = files.filter(({ text }) => !opened.has(text));
    return wrong.length > 0 ? [cannotOpen(folder, wrong, `${passphraseVariable} is not the right one`)] : [];
  };

  const openByIdentities = async (files: readonly SealedFile[]): Promise<readonly Diagnostic[]> => {
    if (files.length === 0) return [];
    const bytes = files.filter(({ seal }) => seal === 'binary-age');
    if (bytes.length > 0) return [cannotOpen(folder, bytes, 'as bytes, which no text file holds')];
    if (identities.length === 0) return [cannotOpen(folder, files, 'no identity was given')];
    const opener = (await import('./identities.js')).openerOf(identities);
    if (typeof opener !== 'function') return [diagnose('identity-unreadable', place, opener)];
    const wrong: SealedFile[] = [];
    for (const each of files) {
      const clear = await opener(each.text);
      if (clear === undefined) wrong.push(each);
      else opened.set(each.text, clear);
    }
    return wrong.length > 0 ? [cannotOpen(folder, wrong, 'no identity that was given opens it')] : [];
  };

  let sealers: { readonly text: string; readonly keys: readonly SealingKey[] } | undefined;
  const sealersOf = async (text: string): Promise<readonly SealingKey[]> => {
    if (sealers?.text === text) return sealers.keys;
    const keys = (await import('./identities.js')).readRecipients(text);
    if (typeof keys === 'number') throw new TypeError(`line ${keys} of ${recipientsFile} was taken for a recipient`);
    sealers = { text, keys };
    return keys;
  };

  return {
    folder,
    hasSources: identities.length > 0 || passphrase !== undefined,
    lookup: (file) => {
      const text = textOf(file);
      return text === undefined ? undefined : (opened.get(text) ?? text);
    },
    isSealed: (file) => sealOf(textOf(file) ?? '') !== null,
    open: async (files) => {
      const found = closed(files);
      const byPassphrase = found.filter(({ seal }) => seal === 'passphrase');
      const byIdentity = found.filter(({ seal }) => seal !== 'passphrase');
      return [...openByPassphrase(byPassphrase), ...(await openByIdentities(byIdentity))];
    },
    recipients: () => recipientLines(textOf(recipientsFile)),
    seal: async (text) => {
      const recipients = textOf(recipientsFile);
      if (recipientLines(recipients) === null) return text;
      const { armor, Encrypter } = await import('age-encryption');
      const encrypter = new Encrypter();
      for (const key of await sealersOf(recipients ?? '')) encrypter.addRecipient(key);
      const sealed = `${armor.encode(await encrypter.encrypt(text)).trimEnd()}\n`;
      opened.set(sealed, text);
      return sealed;
    },
  };
}

function recipientLines(text: string | undefined): number | null {
  const lines = (text ?? '').split('\n').filter((line) => /^\s*[^\s#]/.test(line));
  return lines.length === 0 ? null : lines.length;
}

/** What is wrong with a folder's list of recipients, before anything is encrypted to it. */
export async function checkRecipients(folder: string): Promise<readonly Diagnostic[]> {
  const text = readIfThere(join(folder, recipientsFile));
  if (text === undefined) return [];
  const file = join(folder, recipientsFile);
  if (recipientLines(text) === null)
    return [diagnose('recipient-malformed', place, { file, what: 'has no recipient' })];
  const read = (await import('./identities.js')).readRecipients(text);
  return typeof read === 'number'
    ? [diagnose('recipient-malformed', place, { file, what: `has none in line ${read}` })]
    : [];
}
