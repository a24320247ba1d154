import type { OptionEntry } from './command.js';

export const format: OptionEntry = {
  kind: 'text',
  value: 'FORM',
  summary: 'form of the report',
  choices: ['text', 'json', 'markdown', 'html', 'github', 'sarif'],
  fallback: 'text',
};
/** Of what lists things, and reports no problems of a spec. */
export const listFormat: OptionEntry = { ...format, choices: ['text', 'json'] };
export const pki: OptionEntry = {
  kind: 'text',
  value: 'DIR',
  summary: 'folder of keys and certificates (default: pki beside the spec)',
};
export const identity: OptionEntry = {
  kind: 'texts',
  value: 'FILE',
  summary: 'an age identity or ssh key that opens encrypted secrets (or BOOTWRIGHT_IDENTITY; BOOTWRIGHT_PASSPHRASE)',
};
export const specs = { name: 'spec', count: 'many' } as const;
export const spec = { name: 'spec', count: 'one' } as const;
