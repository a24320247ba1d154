import type { Field, Fields } from '../../../eras/config-fields.js';
import { gapAt, spanAt } from '../../../eras/lookup.js';
import { diagnose } from '../../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../../spec/diagnostic.js';
import { isMapping, type Mapping } from '../../../spec/mapping.js';
import { suggestionFor } from '../../../spec/suggestion.js';
import { valueProblems } from './values.js';

/** A mapping's place: its path in the spec, its dotted path in the configuration (a dot at its end), and whose it is. */
export interface ConfigPlace {
  readonly path: SpecPath;
  readonly above: string;
  readonly kind: string;
  readonly version: string;
}

/** Problems of a mapping's fields, of what they hold, and of those below them. */
export function fieldProblems(config: Mapping, fields: Fields, place: ConfigPlace): Diagnostic[] {
  return Object.entries(config).flatMap(([name, value]) => {
    const field = fields.get(name);
    if (field !== undefined) return oneField(name, value, field, place);
    const { path, above, kind } = place;
    const suggestion = suggestionFor(name, [...fields.keys()]);
    return [diagnose('config-field-unknown', [...path, name], { field: above + name, kind, suggestion }, 'key')];
  });
}

function oneField(name: string, value: unknown, { eras, fields }: Field, place: ConfigPlace): Diagnostic[] {
  const { path, above, kind, version } = place;
  const at = [...path, name];
  const named = { field: above + name, kind };
  const gap = gapAt(eras, version);
  if (gap?.since) return [diagnose('config-field-too-new', at, { ...named, since: gap.since, version }, 'key')];
  if (gap?.until) return [diagnose('config-field-removed', at, { ...named, until: gap.until, version }, 'key')];
  const wrong = valueProblems(value, spanAt(eras, version)?.is ?? '', at, named);
  if (wrong.length > 0 || fields.size === 0) return wrong;
  const entries = Array.isArray(value) ? [...value.entries()] : [[undefined, value] as const];
  return entries.flatMap(([index, entry]) =>
    isMapping(entry)
      ? fieldProblems(entry, fields, {
          ...place,
          path: index === undefined ? at : [...at, index],
          above: `${named.field}.`,
        })
      : [],
  );
}
