import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { Spec } from './rule.js';

/** The program that a unit starts, and with what, follows from the rest of the spec. */
export function unitRules({ units = {} }: Spec): Diagnostic[] {
  return Object.entries(units).flatMap(([unit, sections]) =>
    Object.entries(sections).flatMap(([section, settings]) =>
      Object.hasOwn(settings, 'ExecStart')
        ? [diagnose('unit-setting-owned', ['spec', 'units', unit, section, 'ExecStart'], { unit }, 'key')]
        : [],
    ),
  );
}
