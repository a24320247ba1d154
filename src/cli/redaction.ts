import { createHash } from 'node:crypto';

function fingerprint(lines: readonly string[]): string {
  const text = lines.map((line) => line.trim()).join('\n');
  return `<secret sha256:${createHash('sha256').update(text).digest('hex').slice(0, 16)}>`;
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

/** What a file that all may read holds all the same: a key, or a field of a kubeconfig that is one, in an escaped text. */
const escapedSecret = /-----BEGIN(?:%20[A-Z]+)*%20PRIVATE%20KEY-----|(?:client-key-data|token):%20/;

/**
 * A line of an Ignition config, which is a file, without its content where that is a secret: by its path, by its mode,
 * which an old document has too, or by what it holds.
 */
function withoutIgnitionSecret(line: string, secretPaths: ReadonlySet<string>): string | undefined {
  const [, path, mode] = /^\{"path":("(?:[^"\\]|\\.)*"),"mode":(\d+),/.exec(line) ?? [];
  if (path === undefined) return undefined;
  const closed = (Number(mode) & 0o077) === 0;
  if (!closed && !secretPaths.has(JSON.parse(path)) && !escapedSecret.test(line)) return line;
  return line.replace(/"source":"[^"]*"/, (source) => `"source":"${fingerprint([source])}"`);
}

/**
 * A document or kubeconfig without its secrets, each replaced by a fingerprint that tells whether it is the same one:
 * the contents of the paths named, and what looks like a key wherever it stands, as the old text may come from
 * anywhere.
 */
export function withoutSecrets(text: string, secretPaths: ReadonlySet<string>): string {
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
    const field = /^\s*(client-key-data|token|token-secret): /.exec(line);
    let end = at + 1;
    if (secret && /^\s*content: /.test(line)) {
      end = blockEnd(lines, end, indent);
      shown.push(`${pad}content: ${fingerprint(lines.slice(at, end))}`);
    } else if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(line)) {
      end = pemEnd(lines, at);
      shown.push(pad + fingerprint(lines.slice(at, end)));
    } else if (field) shown.push(`${field[0]}${fingerprint([line])}`);
    else shown.push(line);
    at = end;
  }
  return shown.join('\n');
}
