import { utf8ToBytes } from '@noble/hashes/utils.js';
import { replaced, secretsIn } from '../secrets/find.js';
import { secretMark } from '../secrets/mark.js';
import { isPlainValue } from '../secrets/plain-values.js';
import { secretNamed } from '../secrets/secret-names.js';
import { secretWords } from '../secrets/secret-words.js';
import type { TreeFile } from './tree.js';
import { textOf } from './unpack.js';

/**
 * What stands in a secret's place while a report is made: the same for the same bytes. A report that is shown has a
 * number in its place: `SecretLabels`.
 */
export const fingerprintOf = secretMark;

const markOf = (secret: string): string => fingerprintOf(utf8ToBytes(secret));

/** A text of any kind without its secrets, each replaced by a fingerprint that tells whether it is the same one. */
export const withoutSecrets = (text: string): string => replaced(text, secretsIn(text), markOf);

/** A setting's value with fingerprints for what its keys, its words and its texts say is secret. */
export function settingWithoutSecrets(value: unknown, key = '', within = ''): unknown {
  if (typeof value === 'string') return textWithoutSecrets(value, key, within);
  if (typeof value === 'number')
    return secretNamed(key) && !isPlainValue(String(value), key) ? markOf(String(value)) : value;
  if (value instanceof Uint8Array) return fingerprintOf(value);
  if (Array.isArray(value)) {
    const words = value.every((each) => typeof each === 'string') ? secretWords(value as string[]) : undefined;
    return value.map((each, at) => words?.[at]?.(markOf) ?? settingWithoutSecrets(each, key, within));
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const named = nameIn(value as Record<string, unknown>);
  const entries = Object.entries(value).map(([name, each]) => [
    name,
    settingWithoutSecrets(each, name === 'value' && named !== undefined ? named : name, key),
  ]);
  return Object.fromEntries(entries);
}

/** Of `{name: X, value: Y}` the X, which says what Y is: a header of Ignition, a variable of a container. */
function nameIn(value: Record<string, unknown>): string | undefined {
  return typeof value.name === 'string' ? value.name : typeof value.key === 'string' ? value.key : undefined;
}

/** A text of a setting: by its key, by the key above that, or by what is in it. */
function textWithoutSecrets(value: string, key: string, within: string): string {
  // Read as a line that says so, it is what the catalogue makes of names and values together.
  const isList = within === 'chpasswd' && key === 'list';
  const isLuks = within === 'keyFile' && key === 'source' && value.startsWith('data:');
  if ((isList || isLuks) && value !== '') return markOf(value);
  const shape = secretNamed(key);
  if (shape === undefined) return withoutSecrets(value);
  const line = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  const [first] = secretsIn(line);
  const start = line.length - JSON.stringify(value).length + 1;
  if (first === undefined || first.end !== line.length - 1) return withoutSecrets(value);
  // The secret runs to the value's end; what stands before it is its scheme, or a bootstrap token's name.
  const before = line.slice(start, Math.max(start, first.start));
  const head = before.includes('\\') ? '' : before;
  return head + markOf(value.slice(head.length));
}

/**
 * Closed on the node, but the very thing that people read in a document: the install's own scripts, since an address in
 * them may hold a password, and settings of the kubelet and kube-proxy, where nodes are closed. What they hold is looked
 * at as in any open file.
 */
const readable =
  /(^\/opt\/bootwright\/(install|library)\.sh|\/(kubelet-config\.yaml|kube-proxy-config\.yaml|kubeconfig|kubelet\.service|kube-proxy\.service))$/;

const isClosed = ({ mode, path }: Pick<TreeFile, 'mode' | 'path'>): boolean =>
  (mode & 0o077) === 0 && !readable.test(path);

/** Whether a file is kept from others: closed to them, or a key or a token stands in it. */
export function isSecret(file: Pick<TreeFile, 'mode' | 'path' | 'content'>): boolean {
  if (isClosed(file)) return true;
  const text = textOf(file.content);
  // What is packed within a file is not shown, as nobody can read it there; that does not make it a secret.
  return text !== undefined && secretsIn(text).some(({ shape }) => shape !== 'base64-packed');
}

/** A file's text as it may be shown; null where only its fingerprint may be, or it is no text. */
export function shownText(file: Pick<TreeFile, 'mode' | 'path' | 'content'>): string | null {
  if (isClosed(file)) return null;
  const text = textOf(file.content);
  return text === undefined || /(?![\t\n\r\f])\p{Cc}/u.test(text) ? null : withoutSecrets(text);
}
