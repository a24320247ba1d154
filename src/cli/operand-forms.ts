import type { CommandEntry } from './command.js';

const forms = { none: '', optional: ' [NAME]', one: ' <NAME>', many: ' <NAME..>' } as const;

/** What stands behind a command in its usage: ` <old> <new>`. */
export function operandForms({ operand, second }: CommandEntry): string {
  return [operand, ...(second ? [second] : [])].map(({ name, count }) => forms[count].replace('NAME', name)).join('');
}
