import { blank, type Scan } from './scan.js';
import { secretNamed } from './secret-names.js';
import type { Place } from './value.js';

/** How far apart two names of one object may stand. */
const near = 4096;

/** The names that `shapeOf` knows. */
const asked = new Set([
  ...['name', 'key', 'value', 'chpasswd', 'list', 'keyfile', 'source', 'data', 'stringdata', 'setcredential'],
]);
const longestAsked = Math.max(...[...asked].map(({ length }) => length));

const secretKind = /\bkind\\{0,7}["']?\s{0,8}:\s{0,8}\\{0,7}["']?Secret\b/;

/** Objects of which several names together say that a value is secret. */
export class Secrets {
  private readonly scan: Scan;
  /** Of `name: X, value: Y` the X, and where it stood. */
  private named: { readonly text: string; readonly at: number } | undefined;
  private chpasswd: { readonly at: number; readonly column: number; readonly line: number } | undefined;
  private luks: { readonly at: number } | undefined;
  /** A block or flow mapping all whose values are secret: that of a Kubernetes Secret. */
  private whole: { readonly column: number; readonly line: number } | 'flow' | undefined;
  private hasSecrets: boolean | undefined;

  constructor(scan: Scan) {
    this.scan = scan;
  }

  /** Whether a name says something of others, or what stands around it may make its value a secret. */
  asksFor(name: string): boolean {
    return this.whole !== undefined || (name.length <= longestAsked && asked.has(name.toLowerCase()));
  }

  /** Whether the text has a Secret of Kubernetes. */
  private isOfSecrets(): boolean {
    this.hasSecrets ??= this.findSecretKind();
    return this.hasSecrets;
  }

  private findSecretKind(): boolean {
    const { scan } = this;
    for (let at = scan.find('Secret', 0); at >= 0; at = scan.find('Secret', at + 6))
      if (scan.match(secretKind, Math.max(0, at - 48), at + 7) !== null) return true;
    return false;
  }

  closeFlow(): void {
    if (this.whole === 'flow') this.whole = undefined;
  }

  /** The row for a name that is secret by what stands around it; what other names say is kept for those behind. */
  shapeOf(name: string, place: Place, lineStart: number): string | undefined {
    if (this.isWithinWhole(place, lineStart)) return 'kubernetes-secret';
    const lower = name.toLowerCase();
    this.keep(lower, place, lineStart);
    if (lower === 'value') return this.shapeOfValue(place.from);
    if (lower === 'list') return this.isBelowChpasswd(place, lineStart) ? 'chpasswd' : undefined;
    if (lower === 'source') return this.isKeyFile(place) ? 'luks' : undefined;
    return lower === 'setcredential' ? 'systemd-credential' : undefined;
  }

  private isWithinWhole({ column }: Place, lineStart: number): boolean {
    if (this.whole === undefined || this.whole === 'flow') return this.whole === 'flow';
    if (lineStart <= this.whole.line) return false;
    if (column > this.whole.column) return true;
    this.whole = undefined;
    return false;
  }

  private keep(name: string, place: Place, line: number): void {
    const { from, column } = place;
    if (name === 'name' || name === 'key') this.named = { text: this.shortValue(place), at: from };
    else if (name === 'chpasswd') this.chpasswd = { at: from, column, line };
    else if (name === 'keyfile') this.luks = { at: from };
    else if ((name === 'data' || name === 'stringdata') && this.isOfSecrets()) this.open(place, line);
  }

  private shapeOfValue(from: number): string | undefined {
    const { named } = this;
    this.named = undefined;
    return named && from - named.at < 400 ? secretNamed(named.text)?.id : undefined;
  }

  private isKeyFile(place: Place): boolean {
    const { luks } = this;
    this.luks = undefined;
    return luks !== undefined && place.from - luks.at < 200 && this.shortValue(place).startsWith('data:');
  }

  private isBelowChpasswd({ from, column }: Place, line: number): boolean {
    const above = this.chpasswd;
    return (
      above !== undefined && from - above.at < near && (line === above.line || column > above.column || column <= 0)
    );
  }

  private open({ from, column }: Place, line: number): void {
    const { text } = this.scan;
    // Of a bootstrap token only the half is secret that its name says.
    const above = text.slice(Math.max(0, from - 1000), from);
    if (above.slice(Math.max(0, above.lastIndexOf('Secret'))).includes('bootstrap.kubernetes.io/token')) return;
    const first = text[this.scan.run(from, blank)];
    if (first === '{') this.whole = 'flow';
    else if (first === '\n' || first === '\r') this.whole = { column, line };
  }

  /** The start of a value on its line. */
  private shortValue(place: Place): string {
    const { scan } = this;
    const at = scan.run(place.from, blank, place.from + 20);
    const piece = scan.text.slice(at, at + 110);
    return /^\\*["']?([^"'\\\n,}]*)/.exec(piece)?.[1]?.trim() ?? '';
  }
}
