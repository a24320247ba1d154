import { parseTableOptions, type TableOptions, tableUsage } from '../harness/table-options.js';
import { type Suite, suites } from '../supplies/guest.js';

export interface BootOptions extends TableOptions {
  readonly cuts: number;
  readonly seed: number;
  /** The one guest that everything is tried on. */
  readonly guest: Suite | undefined;
}

export const usage = `usage: node build/e2e/main.js boot [--only NAME]... [--list] [--cuts N] [--seed S] [--guest SUITE] [--markdown FILE] [--work DIR]

${tableUsage}
  --cuts N         how many machines are cut at a random instant each (default: 3)
  --seed S         the seed of the random instants (default: today's)
  --guest SUITE    ${suites.join(', ')}: try everything on this guest only (default: trixie, and all where it matters)`;

export function parseBootOptions(argv: readonly string[], today: Date): BootOptions {
  const { options, values } = parseTableOptions(argv, {
    cuts: { type: 'string', default: '3' },
    seed: { type: 'string', default: today.toISOString().slice(0, 10).replaceAll('-', '') },
    guest: { type: 'string' },
  });
  const guest = suites.find((suite) => suite === values.guest);
  if (guest === undefined && values.guest !== undefined) throw new Error(`there is no guest ${values.guest}`);
  return { ...options, cuts: wholeNumber('--cuts', values.cuts), seed: wholeNumber('--seed', values.seed), guest };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${option} takes a whole number, not ${text}`);
  return Number(text);
}
