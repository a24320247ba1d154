import type { Code, CodeArgs } from './codes.js';
import type { Diagnostic, DiagnosticArgs, SpecPath } from './diagnostic.js';

/**
 * A diagnostic whose arguments are checked against its code's texts: those of the message must be there, those of the
 * hints may be. An undefined one counts as not given.
 */
export function diagnose<C extends Code>(
  code: C,
  path: SpecPath,
  args: CodeArgs<C>,
  at: Diagnostic['at'] = 'value',
): Diagnostic {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  return { code, path, at, args: Object.fromEntries(given) as DiagnosticArgs };
}
