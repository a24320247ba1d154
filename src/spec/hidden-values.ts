import { replaced, secretsIn } from '../secrets/find.js';
import type { Secret } from '../secrets/scan.js';
import type { DiagnosticArgs } from './diagnostic.js';
import type { LineIndex } from './line-index.js';

/** What stands in a secret's place where nobody needs to know whether two are the same. */
const hidden = '<secret>';

/** The first of the secrets, which are in order, that ends behind an offset. */
function firstBehind(secrets: readonly Secret[], offset: number): number {
  let [low, high] = [0, secrets.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((secrets[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

function secretsBetween(secrets: readonly Secret[], start: number, end: number): Secret[] {
  const found: Secret[] = [];
  for (let at = firstBehind(secrets, start); at < secrets.length; at += 1) {
    const secret = secrets[at] as Secret;
    if (secret.start >= end) break;
    found.push(secret);
  }
  return found;
}

/** A line as a reader may see it. */
export interface HiddenLine {
  readonly text: string;
  /** Where a column (from 0) of the source is in it; one within a secret is at that one's start or end. */
  readonly columnOf: (column: number, side: 'start' | 'end') => number;
}

/** A line of a spec without the secrets in it. */
export function hiddenLine(index: LineIndex, number: number, secrets: readonly Secret[]): HiddenLine {
  const line = index.line(number);
  const from = index.startOf(number);
  const own = secretsBetween(secrets, from, from + line.length).map((secret) => ({
    ...secret,
    start: Math.max(0, secret.start - from),
    end: Math.min(line.length, secret.end - from),
  }));
  const columnOf = (column: number, side: 'start' | 'end'): number => {
    let moved = 0;
    for (const { start, end } of own) {
      if (column <= start) break;
      if (column < end) return start + moved + (side === 'start' ? 0 : hidden.length);
      moved += hidden.length - (end - start);
    }
    return column + moved;
  };
  return { text: replaced(line, own, () => hidden), columnOf };
}

/** What a value is called in a text: as it stands, and as YAML reads it. */
function spellings(text: string): string[] {
  const spelled = [text, text.replaceAll("''", "'"), text.replace(/\s*\n\s*/g, ' ')];
  try {
    spelled.push(JSON.parse(`"${text}"`) as string);
  } catch {
    // It is no text of JSON, and needs no other reading.
  }
  return spelled.filter((each) => each.length >= shortest);
}

/** A shorter secret may be a part of any word; it is hidden where it is all that a message quotes. */
const shortest = 4;
/** Lines beside the place, of which a message may quote values. */
const near = 2;

/** What hides the secrets of a spec from the messages about it. */
export class HiddenValues {
  readonly secrets: readonly Secret[];
  private readonly index: LineIndex;
  private readonly texts: ReadonlySet<string>;

  constructor(index: LineIndex) {
    this.index = index;
    this.secrets = secretsIn(index.text);
    this.texts = new Set(
      this.secrets.flatMap(({ start, end }) => {
        const text = index.text.slice(start, end);
        return [text, ...spellings(text)];
      }),
    );
  }

  /** The values that a message quotes, without those that the spec holds as secrets, and those that look like one. */
  argsAt(args: DiagnosticArgs, line: number): DiagnosticArgs {
    const { index } = this;
    const first = index.startOf(Math.max(1, line - near));
    const last = index.startOf(line + near + 1);
    const beside = secretsBetween(this.secrets, first, last).flatMap(({ start, end }) =>
      spellings(index.text.slice(start, end)),
    );
    const without = (text: string): string => {
      if (this.texts.has(text)) return hidden;
      const rest = beside.reduce((shown, secret) => shown.replaceAll(secret, hidden), text);
      return replaced(rest, secretsIn(rest), () => hidden);
    };
    return Object.fromEntries(
      Object.entries(args).map(([name, value]) => {
        const shown = without(String(value));
        return [name, shown === String(value) ? value : shown];
      }),
    );
  }
}
