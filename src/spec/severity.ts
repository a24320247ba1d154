import { codes } from './codes.js';
import type { Diagnostic } from './diagnostic.js';

/** Whether any of these forbids going on; warnings do not. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ code }) => codes[code].severity === 'error');
}
