import { armor, Decrypter, Encrypter, type Identity, type Recipient } from 'age-encryption';
import type { OpeningSources } from './sources.js';
import { sshIdentity, sshRecipient } from './ssh-keys.js';

/** Something that opens: an age identity's own text, or an ssh key. */
type OpeningKey = string | Identity;
/** Somebody for whom is encrypted. */
export type SealingKey = string | Recipient;

interface Line {
  readonly text: string;
  readonly number: number;
}

const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));

function isAgeIdentity(line: string): boolean {
  try {
    new Decrypter().addIdentity(line);
    return true;
  } catch {
    return false;
  }
}

/** The identities in a file of age's, or the one in an ssh private key; a text: why there are none. */
function readIdentities(text: string): readonly OpeningKey[] | string {
  if (/^\s*-----BEGIN AGE ENCRYPTED FILE-----|^age-encryption\.org\//.test(text))
    return 'is itself encrypted with age: decrypt it to a pipe, as in --identity <(age -d FILE)';
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    const identity = sshIdentity(text);
    return typeof identity === 'string' ? identity : [identity];
  }
  const lines = linesOf(text).map((line) => line.text);
  if (lines.some((line) => line.startsWith('AGE-PLUGIN-')))
    return 'needs a plugin of age, and none is run here: encrypt to a second recipient without one';
  return lines.length > 0 && lines.every(isAgeIdentity)
    ? lines
    : 'holds neither an age identity (AGE-SECRET-KEY-1…) nor an ssh private key';
}

/** Opens armored files with all identities; of the first source that holds none it says so. */
export function openerOf(
  sources: OpeningSources['identities'],
): ((armored: string) => Promise<string | undefined>) | { readonly from: string; readonly reason: string } {
  const decrypter = new Decrypter();
  for (const { from, text } of sources) {
    const keys = readIdentities(text);
    if (typeof keys === 'string') return { from, reason: keys };
    for (const key of keys) decrypter.addIdentity(key);
  }
  return async (armored) => {
    try {
      return await decrypter.decrypt(armor.decode(armored), 'text');
    } catch {
      return undefined;
    }
  };
}

/** The recipient that a line stands for; undefined: it is none. */
function readRecipient(line: string): SealingKey | undefined {
  if (line.startsWith('ssh-')) return sshRecipient(line);
  try {
    new Encrypter().addRecipient(line);
    return line;
  } catch {
    return undefined;
  }
}

/** The recipients in a file, one a line as `age -R` reads it; a number: that line is none, and may be a secret. */
export function readRecipients(text: string): readonly SealingKey[] | number {
  const read = linesOf(text).map(({ text: line, number }) => ({ number, recipient: readRecipient(line) }));
  const wrong = read.find(({ recipient }) => recipient === undefined);
  if (wrong !== undefined) return wrong.number;
  return read.flatMap(({ recipient }) => (recipient === undefined ? [] : [recipient]));
}
