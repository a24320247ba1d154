import type { OptionEntry } from './command.js';

/** Options that every command has. */
export const commonOptions: Readonly<Record<string, OptionEntry>> = {
  quiet: { kind: 'flag', short: 'q', summary: 'print only data, and problems if there are any' },
  color: {
    kind: 'text',
    value: 'WHEN',
    summary: 'use colors; auto: on a terminal, unless NO_COLOR or FORCE_COLOR says otherwise',
    choices: ['auto', 'always', 'never'],
    fallback: 'auto',
  },
};
