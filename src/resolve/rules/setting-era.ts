import { compareReleases } from '../../eras/release-order.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';

/** A setting that a program has in some releases, in words: `key log_level`, `flag --mtu`. */
type SettingOf = Readonly<Record<'program' | 'version' | 'setting', string>>;

/** Whether the program's release is one that has the setting, by the release that brought it and the first without it. */
export function eraProblems(
  args: SettingOf,
  place: SpecPath,
  { since, until }: { readonly since?: string | undefined; readonly until?: string | undefined },
): Diagnostic[] {
  if (since !== undefined && compareReleases(args.version, since) < 0)
    return [diagnose('runtime-setting-too-new', place, { ...args, since }, 'key')];
  if (until !== undefined && compareReleases(args.version, until) >= 0)
    return [diagnose('runtime-setting-removed', place, { ...args, until }, 'key')];
  return [];
}
