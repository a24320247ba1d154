import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { TreeFile } from './tree.js';
import { textOf } from './unpack.js';

/** What stands in a secret's place: it tells whether two are the same, and nothing else. */
export function fingerprintOf(content: Uint8Array): string {
  return `<secret sha256:${bytesToHex(sha256(content)).slice(0, 16)}>`;
}

function fingerprint(lines: readonly string[]): string {
  return fingerprintOf(utf8ToBytes(lines.map((line) => line.trim()).join('\n')));
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The index behind a block scalar: the first line that is neither empty nor deeper than its key. */
function blockEnd(lines: readonly string[], start: number, indent: number): number {
  let end = start;
  while (end < lines.length && (lines[end] === '' || indentOf(lines[end] ?? '') > indent)) end += 1;
  return end;
}

/** The index behind a PEM block; behind the last line where its end has been lost. */
function pemEnd(lines: readonly string[], start: number): number {
  const end = lines.findIndex((line, index) => index >= start && /-----END [A-Z ]*PRIVATE KEY-----/.test(line));
  return end < 0 ? lines.length : end + 1;
}

const keyBlock = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** Keys whose values are secrets: kubeconfigs' and cloud-config's. */
const secretKey = /^(client-key-data|.*token|.*passwd|.*password|.*secret|.*_private)$/i;
const secretField = /^(\s*(?:- )?["']?([\w.-]+)["']?\s*[:=]\s*)\S/;
/** A bootstrap token of Kubernetes: its first half is its name, and no secret. */
const bootstrapToken = /(?<![\w.-])([a-z0-9]{6})\.[a-z0-9]{16}(?![\w.-])/g;

function fieldWithSecret(line: string): string | undefined {
  const [, head = '', key = ''] = secretField.exec(line) ?? [];
  // Where a file holds it is no secret, and neither is whether there is one.
  const isSecret = secretKey.test(key) && !/^(\/|true\b|false\b|null\b|[|>{[&*])/.test(line.slice(head.length));
  return isSecret ? head + fingerprint([line]) : undefined;
}

/** What a file that all may read holds all the same: a key, or a field of a kubeconfig that is one, in an escaped text. */
const escapedSecret = /-----BEGIN(?:%20[A-Z]+)*%20PRIVATE%20KEY-----|(?:client-key-data|token):%20/;

/**
 * The install's own scripts: closed on the node, since an address in them may hold a password, but the very thing that
 * people read in a document.
 */
const installScript = /^\/opt\/bootwright\/(install|library)\.sh$/;

const isClosed = (mode: number, path: string): boolean => (mode & 0o077) === 0 && !installScript.test(path);

/**
 * A line of an Ignition config, which is a file, without its content where that is a secret: by its path, by its mode,
 * which an old document has too, or by what it holds.
 */
function withoutIgnitionSecret(line: string, secretPaths: ReadonlySet<string>): string | undefined {
  const [, path, mode] = /^\{"path":("(?:[^"\\]|\\.)*"),"mode":(\d+),/.exec(line) ?? [];
  if (path === undefined) return undefined;
  if (!isClosed(Number(mode), JSON.parse(path)) && !secretPaths.has(JSON.parse(path)) && !escapedSecret.test(line))
    return line;
  return line.replace(/"source":"[^"]*"/, (source) => `"source":"${fingerprint([source])}"`);
}

/**
 * A document or kubeconfig without its secrets, each replaced by a fingerprint that tells whether it is the same one:
 * the contents of the paths named, and what looks like a key wherever it stands, as the old text may come from
 * anywhere.
 */
export function withoutSecrets(text: string, secretPaths: ReadonlySet<string> = new Set()): string {
  const lines = text.split('\n');
  const shown: string[] = [];
  let secret = false;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const ofIgnition = withoutIgnitionSecret(line, secretPaths);
    if (ofIgnition !== undefined) {
      shown.push(ofIgnition);
      at += 1;
      continue;
    }
    const path = /^\s*- path: "?([^"]*)"?$/.exec(line)?.[1];
    if (path !== undefined) secret = secretPaths.has(path);
    const indent = indentOf(line);
    const pad = ' '.repeat(indent);
    let end = at + 1;
    if (secret && /^\s*content: /.test(line)) {
      end = blockEnd(lines, end, indent);
      shown.push(`${pad}content: ${fingerprint(lines.slice(at, end))}`);
    } else if (keyBlock.test(line)) {
      end = pemEnd(lines, at);
      shown.push(pad + fingerprint(lines.slice(at, end)));
    } else
      shown.push(
        fieldWithSecret(line) ??
          line.replace(bootstrapToken, (token, name) => `${name}.${fingerprintOf(utf8ToBytes(token))}`),
      );
    at = end;
  }
  return shown.join('\n');
}

/** A setting's value with fingerprints for what its keys and its texts say is secret. */
export function settingWithoutSecrets(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return secretKey.test(key) ? fingerprintOf(utf8ToBytes(value)) : withoutSecrets(value);
  if (value instanceof Uint8Array) return fingerprintOf(value);
  if (Array.isArray(value)) return value.map((each) => settingWithoutSecrets(each, key));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, settingWithoutSecrets(each, name)]);
  return Object.fromEntries(entries);
}

/** Whether a file is kept from others: closed to them, or a key or a token stands in it. */
export function isSecret({ path, mode, content }: Pick<TreeFile, 'path' | 'mode' | 'content'>): boolean {
  if (isClosed(mode, path)) return true;
  const text = textOf(content);
  return text !== undefined && withoutSecrets(text) !== text;
}

/** A file's text as it may be shown; null where only its fingerprint may be, or it is no text. */
export function shownText({ path, mode, content }: Pick<TreeFile, 'path' | 'mode' | 'content'>): string | null {
  if (isClosed(mode, path)) return null;
  const text = textOf(content);
  return text === undefined || /(?![\t\n\r\f])\p{Cc}/u.test(text) ? null : withoutSecrets(text);
}
