/** A digest that a checksum file gives, and where the file that it is of lies. */
export interface PublishedDigest {
  /** The file's address, or its path below the folder in which the checksum file lies. */
  readonly address: string;
  /** `sha256:…` or `sha512:…` */
  readonly digest: string;
  readonly line: number;
}

/** What a checksum file says: digests, or why it says none. */
export interface ChecksumReading {
  readonly found: readonly PublishedDigest[];
  readonly problems: readonly string[];
}

interface SaidLine {
  readonly text: string;
  readonly line: number;
  readonly said: { readonly hex: string; readonly name?: string | undefined } | undefined;
}

const algorithms: Readonly<Record<number, string>> = { 64: 'sha256', 128: 'sha512' };

/** `sha256:…` of hex digits; undefined where they are of no algorithm that the catalogue takes. */
function digestOf(hex: string): string | undefined {
  const algorithm = algorithms[hex.length];
  return algorithm && `${algorithm}:${hex.toLowerCase()}`;
}

/** Lines of sha256sum and sha512sum: `HEX  NAME`, `HEX *NAME`, and with --tag `SHA256 (NAME) = HEX`. */
const listed = /^(?<hex>[0-9a-f]+)[ \t]+\*?(?<name>\S+)$/i;
const tagged = /^(?<algorithm>SHA\d+) \((?<name>[^)]+)\) = (?<hex>[0-9a-f]+)$/i;
/** The digest alone, as Kubernetes publishes it: it is of the file whose name is the checksum file's without ending. */
const bare = /^(?<hex>[0-9a-f]+)$/i;
/** A row of the tables in Kubernetes' CHANGELOG, the digest within back quotes or not. */
const row = /\[[^\]]+\]\((?<url>https:\/\/[^)\s]+)\)\s*\|\s*`?(?<hex>[0-9a-f]+)`?\s*(?:\||$)/i;

/** The lines that a signature is over; all where there is none. */
function signedLines(lines: readonly string[]): { text: string; line: number }[] {
  const numbered = lines.map((text, index) => ({ text: text.trimEnd(), line: index + 1 }));
  if (lines[0]?.trimEnd() !== '-----BEGIN PGP SIGNED MESSAGE-----') return numbered;
  const end = numbered.findIndex(({ text }) => text === '-----BEGIN PGP SIGNATURE-----');
  return numbered.slice(numbered.findIndex(({ text }) => text === '') + 1, end < 0 ? undefined : end);
}

/** What one line says: a digest, with the name or the address of its file where the line has one. */
function readLine(text: string): { hex: string; name?: string | undefined } | undefined {
  const groups = (listed.exec(text) ?? tagged.exec(text) ?? bare.exec(text))?.groups;
  return groups && { hex: groups.hex ?? '', name: groups.name };
}

/** Where the file lies whose digest a line gives. */
function addressOf(name: string | undefined, origin: string): string {
  if (name === undefined) return origin.replace(/\.sha\d+(sum)?$/, '');
  const folder = origin.slice(0, origin.lastIndexOf('/') + 1);
  return name.startsWith('https://') ? name : `${folder}${name.replace(/^\.\//, '')}`;
}

/** The rows of a CHANGELOG's tables; undefined for a text without any. */
function changelogRows(lines: readonly string[]): SaidLine[] | undefined {
  const rows = lines.flatMap((text, index): SaidLine[] => {
    const { url, hex = '' } = row.exec(text)?.groups ?? {};
    return url === undefined ? [] : [{ text, line: index + 1, said: { hex, name: url } }];
  });
  return rows.length > 0 ? rows : undefined;
}

/** No more than these of one file: a page in place of a checksum file has hundreds of lines. */
const problemsShown = 3;

/**
 * Reads a published checksum file. `origin` is its address or path, which says what a digest without a name is of and
 * where listed names lie; the form is told by the text. What is not understood is a problem, never passed over.
 */
export function readChecksumFile(text: string, origin: string): ChecksumReading {
  const lines = text.split('\n');
  const plain = () =>
    signedLines(lines)
      .filter(({ text: content }) => content !== '')
      .map((each): SaidLine => ({ ...each, said: readLine(each.text) }));
  const found: PublishedDigest[] = [];
  const problems: string[] = [];
  for (const { text: content, line, said } of changelogRows(lines) ?? plain()) {
    const digest = digestOf(said?.hex ?? '');
    if (digest) found.push({ address: addressOf(said?.name, origin), digest, line });
    else {
      const why = said ? `${said.hex.length} hex digits are neither SHA-256 nor SHA-512` : 'no checksum';
      problems.push(`${origin}:${line}: ${why}: ${content.slice(0, 60)}`);
    }
  }
  if (found.length === 0 && problems.length === 0) problems.push(`${origin}: is empty`);
  return { found, problems: problems.slice(0, problemsShown) };
}
