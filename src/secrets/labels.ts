/** What `secretMark` makes. */
const marks = /<secret sha256:[0-9a-f]{40}>/g;

/**
 * Numbers for the secrets of one report, in the order in which they are met: they tell whether two are the same, and
 * nothing else. A digest would tell more: whoever has the report could try passwords until one fits.
 */
export class SecretLabels {
  private readonly numbers = new Map<string, number>();

  /** A text with numbers for its marks. */
  in(text: string): string {
    return text.replace(marks, (mark) => {
      const number = this.numbers.get(mark) ?? this.numbers.size + 1;
      this.numbers.set(mark, number);
      return `<secret ${number}>`;
    });
  }
}
