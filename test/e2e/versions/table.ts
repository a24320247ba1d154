import { writeFile } from 'node:fs/promises';
import type { Suite } from '../guest.js';

/** A case of either kind, as the table shows it. */
export interface Told {
  readonly name: string;
  readonly kubernetes: string;
  readonly containerd: string;
  readonly apiServer: string;
  readonly guest: Suite;
}

export interface Outcome {
  readonly told: Told;
  readonly passed: boolean;
  /** What was seen, or what went wrong. */
  readonly word: string;
  readonly seconds: number;
}

export function printOutcome({ told, passed, word, seconds }: Outcome): void {
  const [first = '', ...rest] = word.split('\n');
  console.log(`${passed ? 'ok' : 'FAILED'}  ${told.name}  ${seconds.toFixed(0)} s: ${first}`);
  for (const line of rest) console.log(`        ${line}`);
}

export function summary(outcomes: readonly Outcome[]): string {
  const passed = outcomes.filter((one) => one.passed).length;
  return `${passed} passed, ${outcomes.length - passed} failed`;
}

/** The table as docs/tested.md shows it. */
export async function writeMarkdown(file: string, outcomes: readonly Outcome[]): Promise<void> {
  const head = [
    'case | kubelet, kube-proxy | containerd | API server | guest | outcome | s',
    '--- | --- | --- | --- | --- | --- | ---:',
  ];
  const rows = outcomes.map(({ told, passed, word, seconds }) => {
    const { name, kubernetes, containerd, apiServer, guest } = told;
    const outcome = `${passed ? 'passed' : '**failed**'}: ${word.split('\n')[0]}`;
    return [name, kubernetes, containerd, apiServer, guest, outcome, seconds.toFixed(0)]
      .map((cell) => cell.replaceAll('|', '\\|'))
      .join(' | ');
  });
  const lines = [...head, ...rows].map((line) => `| ${line} |`);
  await writeFile(file, `${lines.join('\n')}\n\n${summary(outcomes)}\n`);
}
