import type { OptionEntry } from './command.js';

/** Options that every command has. */
export const commonOptions: Readonly<Record<string, OptionEntry>> = {
  quiet: { kind: 'flag', short: 'q', summary: 'say nothing beside the data where all is well' },
  color: {
    kind: 'text',
    value: 'WHEN',
    summary: 'colours in what is shown; auto is on a terminal, and as NO_COLOR and FORCE_COLOR say',
    choices: ['auto', 'always', 'never'],
    fallback: 'auto',
  },
};
