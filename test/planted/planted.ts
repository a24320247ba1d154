import { randomBytes, randomInt } from 'node:crypto';

/** A text that holds a secret, and the strings that nobody may see of it. */
export interface Planted {
  readonly name: string;
  readonly text: string;
  readonly hidden: readonly string[];
}

/** Makes texts of an alphabet. */
export const from =
  (alphabet: string) =>
  (length: number): string =>
    Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

export const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
export const hex = from(`${digits}abcdef`);
export const small = from(lower + digits);
export const mixed = from(lower + upper + digits);
export const capital = from(upper + digits);

/** A password as people choose them: a word of random letters, so that nothing knows it by its look. */
export const word = (): string => from(lower)(11);
export const base64 = (bytes: number): string => randomBytes(bytes).toString('base64');
export const encoded = (text: string): string => Buffer.from(text).toString('base64');

export const one = (name: string, secret: string, text: (secret: string) => string): Planted => ({
  name,
  text: text(secret),
  hidden: [secret],
});
