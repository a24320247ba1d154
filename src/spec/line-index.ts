/** A place in a text: lines and columns count from 1, columns in UTF-16 units as editors do; the end is exclusive. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Lines of a text and the way from offsets to them. */
export class LineIndex {
  readonly text: string;
  private readonly starts: number[] = [0];

  constructor(text: string) {
    this.text = text;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) this.starts.push(end + 1);
  }

  /** The line (from 1) of an offset. */
  lineOf(offset: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The text of a line without its end; empty beyond the last. */
  line(number: number): string {
    const start = this.starts[number - 1];
    if (start === undefined) return '';
    const next = this.starts[number] ?? this.text.length + 1;
    return this.text.slice(start, next - 1).replace(/\r$/, '');
  }

  /** The offset at which a line begins. */
  startOf(number: number): number {
    return this.starts[number - 1] ?? this.text.length;
  }

  get count(): number {
    return this.starts.length;
  }

  private point(offset: number): [line: number, column: number] {
    const line = this.lineOf(offset);
    const column = offset - (this.starts[line - 1] ?? 0) + 1;
    return [line, Math.min(column, this.line(line).length + 1)];
  }

  /** The position of a part of the text; offsets beyond it are drawn in. */
  position([start, end]: readonly [number, number]): Position {
    const first = Math.min(Math.max(0, start), this.text.length);
    const [line, column] = this.point(first);
    const [endLine, endColumn] = this.point(Math.min(Math.max(first, end), this.text.length));
    return { line, column, endLine, endColumn };
  }
}
