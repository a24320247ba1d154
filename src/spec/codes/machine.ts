import type { Catalogue } from './entry.js';

/** What the machine's own programs, its shell and systemd, would refuse. */
export const machineCodes = {
  'shell-malformed': {
    severity: 'error',
    message: 'the shell cannot read this script: {reason} in its line {line}',
    doc: {
      text: 'Bash reads a script before it runs it, and stops at what it cannot read: on the machine the step would fail, minutes after the machine was made. onReady and onFailed are read as bash; files and parts are where their first line names sh, dash or bash.',
      bad: 'firstBoot: {onReady: "if true; then echo up"}',
      good: 'firstBoot: {onReady: "if true; then echo up; fi"}',
    },
  },
} as const satisfies Catalogue;
