import { parseArgs } from 'node:util';
import { type Suite, suites } from '../guest.js';

export interface BootOptions {
  /** Names of cases, or beginnings of names; empty is all. */
  readonly only: readonly string[];
  readonly list: boolean;
  readonly cuts: number;
  readonly seed: number;
  /** The one guest that everything is tried on. */
  readonly guest: Suite | undefined;
  /** Where the table goes, as markdown. */
  readonly markdown: string | undefined;
  /** Where logs and work files go; kept after the run. */
  readonly work: string | undefined;
}

export const usage = `usage: node build/e2e/boot.js [--only NAME]... [--list] [--cuts N] [--seed S] [--guest SUITE] [--markdown FILE] [--work DIR]

  --only NAME      this case only, or all whose names begin so; may be given several times
  --list           print the cases and end
  --cuts N         how many machines are cut at a random instant each (default: 3)
  --seed S         the seed of the random instants (default: today's)
  --guest SUITE    ${suites.join(', ')}: try everything on this guest only (default: trixie, and all where it matters)
  --markdown FILE  write the table there
  --work DIR       keep logs and work files here`;

export function parseBootOptions(argv: readonly string[], today: Date): BootOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean', default: false },
      cuts: { type: 'string', default: '3' },
      seed: { type: 'string', default: today.toISOString().slice(0, 10).replaceAll('-', '') },
      guest: { type: 'string' },
      markdown: { type: 'string' },
      work: { type: 'string' },
    },
  });
  const { list, markdown, work } = values;
  const guest = suites.find((suite) => suite === values.guest);
  if (guest === undefined && values.guest !== undefined) throw new Error(`there is no guest ${values.guest}`);
  // `--only A B` reads as well as `--only A --only B`.
  const only = [...values.only, ...positionals];
  if (positionals.length > 0 && values.only.length === 0) throw new Error(`what is ${positionals[0]}?`);
  return {
    only,
    list,
    cuts: wholeNumber('--cuts', values.cuts),
    seed: wholeNumber('--seed', values.seed),
    guest,
    markdown,
    work,
  };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${option} takes a whole number, not ${text}`);
  return Number(text);
}
