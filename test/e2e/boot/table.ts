import { writeFile } from 'node:fs/promises';
import type { BootCase } from './case.js';

export interface Outcome {
  readonly played: BootCase;
  readonly passed: boolean;
  /** What was seen, or what went wrong. */
  readonly word: string;
  readonly seconds: number;
}

export function printOutcome({ played, passed, word, seconds }: Outcome): void {
  const [first = '', ...rest] = word.split('\n');
  console.log(`${passed ? 'ok' : 'FAILED'}  ${played.name}  ${seconds.toFixed(0)} s: ${first}`);
  for (const line of rest) console.log(`        ${line}`);
}

export function summary(outcomes: readonly Outcome[]): string {
  const passed = outcomes.filter((one) => one.passed).length;
  return `${passed} passed, ${outcomes.length - passed} failed`;
}

/** The table as docs/tested.md shows it. */
export async function writeMarkdown(file: string, outcomes: readonly Outcome[]): Promise<undefined> {
  const rows = outcomes.map(({ played, passed, word, seconds }) =>
    [
      played.name,
      played.guest,
      played.what,
      passed ? 'passed' : `**failed**: ${word.split('\n')[0]}`,
      seconds.toFixed(0),
    ]
      .map((cell) => cell.replaceAll('|', '\\|'))
      .join(' | '),
  );
  const head = ['case | guest | what is tried | outcome | s', '--- | --- | --- | --- | ---:'];
  const lines = [...head, ...rows].map((line) => `| ${line} |`);
  await writeFile(file, `${lines.join('\n')}\n\n${summary(outcomes)}\n`);
}
