import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';

/** The program that a unit starts, and with what, follows from the rest of the spec. */
export function unitRules({ spec }: NormalisedSpec): Diagnostic[] {
  return Object.entries(spec.units).flatMap(([unit, sections]) =>
    Object.entries(sections).flatMap(([section, settings]) =>
      Object.hasOwn(settings, 'ExecStart')
        ? [diagnose('unit-setting-owned', ['spec', 'units', unit, section, 'ExecStart'], { unit }, 'key')]
        : [],
    ),
  );
}
