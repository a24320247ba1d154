import { writeFile } from 'node:fs/promises';

/** A case of a table, by its name. */
export interface Named {
  readonly name: string;
}

export interface Outcome<Case extends Named> {
  readonly played: Case;
  readonly passed: boolean;
  /** What was seen, or what went wrong. */
  readonly word: string;
  readonly seconds: number;
}

/** Makes the outcome of a case that begins now. */
export function timed<Case extends Named>(played: Case): (passed: boolean, word: string) => Outcome<Case> {
  const started = performance.now();
  return (passed, word) => ({ played, passed, word, seconds: (performance.now() - started) / 1000 });
}

/** The cases that were asked for, by their names or beginnings of names; none asked for is all. */
export function selectCases<Case extends Named>(all: readonly Case[], only: readonly string[]): readonly Case[] {
  for (const word of only)
    if (!all.some(({ name }) => name.startsWith(word))) throw new Error(`no case is called ${word}; --list names all`);
  if (only.length === 0) return all;
  // A whole name means this case alone, even if it begins another one.
  const isExact = (word: string): boolean => all.some(({ name }) => name === word);
  return all.filter(({ name }) => only.some((word) => (isExact(word) ? name === word : name.startsWith(word))));
}

export function printOutcome({ played, passed, word, seconds }: Outcome<Named>): void {
  const [first = '', ...rest] = word.split('\n');
  console.log(`${passed ? 'ok' : 'FAILED'}  ${played.name}  ${seconds.toFixed(0)} s: ${first}`);
  for (const line of rest) console.log(`        ${line}`);
}

export function summary(outcomes: readonly Outcome<Named>[]): string {
  const passed = outcomes.filter((one) => one.passed).length;
  return `${passed} passed, ${outcomes.length - passed} failed`;
}

/** The table as docs/tested.md shows it; `columns` are what it shows of a case beside name, outcome and time. */
export async function writeMarkdown<Case extends Named>(
  file: string,
  columns: Readonly<Record<string, (played: Case) => string>>,
  outcomes: readonly Outcome<Case>[],
): Promise<void> {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const titles = ['case', ...Object.keys(columns), 'outcome', 's'];
  const lines = [
    row(titles),
    row(titles.map((title) => (title === 's' ? '---:' : '---'))),
    ...outcomes.map(({ played, passed, word, seconds }) =>
      row([
        played.name,
        ...Object.values(columns).map((cell) => cell(played)),
        `${passed ? 'passed' : '**failed**'}: ${word.split('\n')[0]}`,
        seconds.toFixed(0),
      ]),
    ),
  ];
  await writeFile(file, `${lines.join('\n')}\n\n${summary(outcomes)}\n`);
}
