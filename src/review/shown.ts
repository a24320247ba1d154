import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fingerprintOf, isSecret, settingWithoutSecrets, shownText, withoutSecrets } from './redaction.js';
import type { Also, TreeCommand, TreeFile } from './tree.js';

/** Characters that are still looked at for secrets in a report. What is beyond is shown as one: each costs time. */
export interface LookAllowance {
  characters: number;
}

/** Many times what a provider takes. */
export const fullLook = (): LookAllowance => ({ characters: 4 * 1024 * 1024 });

/** Whether something may be looked at; what is too large for the rest leaves this to smaller things. */
function looks(length: number, allowance: LookAllowance): boolean {
  if (length > allowance.characters) return false;
  allowance.characters -= length;
  return true;
}

type Content = Pick<TreeFile, 'mode' | 'path' | 'content'>;

/** A file's text as it may be shown; null where only its fingerprint may be. */
export const lookAt = (file: Content, allowance: LookAllowance): string | null =>
  looks(file.content.length, allowance) ? shownText(file) : null;

/** Whether a file is told as a secret. */
export const isShut = (file: Content, allowance: LookAllowance): boolean =>
  !looks(file.content.length, allowance) || isSecret(file);

const shut = (text: string): string => `${text.length} characters: ${fingerprintOf(utf8ToBytes(text))}`;

const quoted = (word: string): string => (/^[\w./:@%+,=~-]+$/.test(word) ? word : JSON.stringify(word));

const plainText = ({ command }: TreeCommand): string =>
  typeof command === 'string' ? command.trimEnd() : command.map(quoted).join(' ');

/** A command on one line, or its script on several; without secrets. */
export function commandText(command: TreeCommand, allowance: LookAllowance): string {
  const text = plainText(command);
  return looks(text.length, allowance) ? withoutSecrets(text) : shut(text);
}

/** JSON has neither bytes nor numbers without end. */
function forJson(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return fingerprintOf(value);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** A value as reports in JSON have it; without secrets. */
export function shownValue(value: unknown, key: string, allowance: LookAllowance): unknown {
  const whole = wholeSetting(value);
  if (!looks(whole.length, allowance)) return shut(whole);
  return JSON.parse(JSON.stringify(settingWithoutSecrets(value, key), forJson) ?? 'null');
}

/** The same on lines that can be compared. */
export const settingText = (value: unknown, key: string, allowance: LookAllowance): string =>
  `${JSON.stringify(shownValue(value, key, allowance), null, 2)}\n`;

/** A value with its secrets, to tell whether two are the same; for no eyes. */
export const wholeSetting = (value: unknown): string => JSON.stringify(value, forJson) ?? 'null';
export const wholeCommand = ({ command }: TreeCommand): string => JSON.stringify(command);

/** Words that are shown as they stand, on one line; without secrets. */
export const alsoText = (value: unknown, key: string, allowance: LookAllowance): string =>
  JSON.stringify(shownValue(value, key, allowance));

/** `source {"uri":"…"}`, … */
export const alsoTexts = (also: Also, allowance: LookAllowance): string[] =>
  Object.entries(also).map(([key, value]) => `${key} ${alsoText(value, key, allowance)}`);

/** What of two texts that look the same without their secrets is not: `OLD → NEW`. */
export const printsOf = (before: string, after: string): string =>
  `${fingerprintOf(utf8ToBytes(before))} → ${fingerprintOf(utf8ToBytes(after))}`;
