import { gapAt, type Span } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';

/** A setting that a program has in some releases, in words: `key log_level`, `flag --mtu`. */
type SettingOf = Readonly<Record<'program' | 'version' | 'setting', string>>;

/** Whether the program's release is one that has the setting. */
export function eraProblems(args: SettingOf, place: SpecPath, span: Span): Diagnostic[] {
  const gap = gapAt([span], args.version);
  if (gap === null) return [];
  return gap.since === undefined
    ? [diagnose('runtime-setting-removed', place, { ...args, until: gap.until }, 'key')]
    : [diagnose('runtime-setting-too-new', place, { ...args, since: gap.since }, 'key')];
}
