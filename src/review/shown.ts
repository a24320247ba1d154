import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fingerprintOf, settingWithoutSecrets, withoutSecrets } from './redaction.js';
import type { Also, TreeCommand } from './tree.js';

const quoted = (word: string): string => (/^[\w./:@%+,=~-]+$/.test(word) ? word : JSON.stringify(word));

const plainText = ({ command }: TreeCommand): string =>
  typeof command === 'string' ? command.trimEnd() : command.map(quoted).join(' ');

/** A command on one line, or its script on several; without secrets. */
export const commandText = (command: TreeCommand): string => withoutSecrets(plainText(command));

/** JSON has neither bytes nor numbers without end. */
function forJson(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return fingerprintOf(value);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** A value on lines that can be compared; without secrets. */
export function settingText(value: unknown, key: string): string {
  return `${JSON.stringify(settingWithoutSecrets(value, key), forJson, 2) ?? 'null'}\n`;
}

/** A value as reports in JSON have it; without secrets. */
export const shownValue = (value: unknown, key: string): unknown =>
  JSON.parse(JSON.stringify(settingWithoutSecrets(value, key), forJson) ?? 'null');

/** The same with its secrets, to tell whether two are the same; for no eyes. */
export const wholeSetting = (value: unknown): string => JSON.stringify(value, forJson) ?? 'null';
export const wholeCommand = ({ command }: TreeCommand): string => JSON.stringify(command);

/** Words that are shown as they stand, on one line; without secrets. */
export const alsoText = (value: unknown, key: string): string =>
  JSON.stringify(settingWithoutSecrets(value, key), forJson) ?? 'null';

/** `source {"uri":"…"}`, … */
export const alsoTexts = (also: Also): string[] =>
  Object.entries(also).map(([key, value]) => `${key} ${alsoText(value, key)}`);

/** What of two texts that look the same without their secrets is not: `OLD → NEW`. */
export const printsOf = (before: string, after: string): string =>
  `${fingerprintOf(utf8ToBytes(before))} → ${fingerprintOf(utf8ToBytes(after))}`;
