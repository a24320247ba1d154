import { holdsIn } from '../../eras/lookup.js';
import { systems } from '../../eras/systems.js';
import { type UnitSetting, unitForms, unitKinds, unitSections, unitWords } from '../../eras/unit-settings.js';
import type { SystemName } from '../../generated/names.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import { suggestionFor } from '../../spec/suggestion.js';

/** A place in a unit: in `spec.units`, whose keys can be renamed, or in the text of a file. */
export interface UnitPlace {
  readonly kind: string;
  readonly os: SystemName;
  readonly path: SpecPath;
  /** The part of the text that is meant. */
  readonly within?: readonly [start: number, end: number];
}

/** systemd passes over these without a word. */
const isForeign = (name: string): boolean => name.startsWith('X-');

const placed = (diagnostic: Diagnostic, { within }: UnitPlace): Diagnostic =>
  within === undefined ? diagnostic : { ...diagnostic, within };

/** A key of the spec can be renamed by a hint; what stands in a file's text is only named. */
const meant = (name: string, known: readonly string[], { within }: UnitPlace) => {
  const nearest = suggestionFor(name, known);
  return within === undefined ? { suggestion: nearest } : { near: nearest };
};

const sectionsOf = (kind: string): string[] => ['Unit', unitKinds[kind] ?? 'Unit', 'Install'];

/** A section that systemd does not read in a unit of this kind. */
export function sectionProblems(section: string, place: UnitPlace): Diagnostic[] {
  const known = [...new Set(sectionsOf(place.kind))];
  if (known.includes(section) || isForeign(section)) return [];
  const args = { section, kind: place.kind, known: known.join(', '), ...meant(section, known, place) };
  return [placed(diagnose('unit-section-unknown', place.path, args, 'key'), place)];
}

/** A setting that systemd does not know there, or not in this system's version. */
export function settingProblems(section: string, setting: string, place: UnitPlace): Diagnostic[] {
  const settings = unitSections().get(section);
  if (settings === undefined || isForeign(setting)) return [];
  const era = settings.get(setting);
  if (era !== undefined) return eraProblems(setting, era, place);
  const other = sectionsOf(place.kind).find((each) => unitSections().get(each)?.has(setting));
  const ways = other === undefined ? meant(setting, [...settings.keys()], place) : { other };
  return [placed(diagnose('unit-setting-unknown', place.path, { section, setting, ...ways }, 'key'), place)];
}

function eraProblems(setting: string, { since }: UnitSetting, place: UnitPlace): Diagnostic[] {
  const { os } = place;
  const version = systems[os].systemd;
  if (holdsIn({ since }, version)) return [];
  return [placed(diagnose('unit-setting-too-new', place.path, { setting, since, version, os }, 'key'), place)];
}

/** A value that systemd would leave out: no word of a setting's, or of another form. */
export function unitValueProblems(section: string, setting: string, value: string, place: UnitPlace): Diagnostic[] {
  const holds = unitSections().get(section)?.get(setting)?.is ?? '';
  const text = value.trim();
  // Nothing is the default again; what a specifier becomes is known on the machine only.
  if (text === '' || text.includes('%')) return [];
  const [words, form] = [unitWords[holds], unitForms[holds]];
  const isGood = words?.includes(text) ?? form?.is(text) ?? true;
  if (isGood) return [];
  const wanted = words === undefined ? (form?.wanted ?? '') : `one of ${words.join(', ')}`;
  const args = { setting, value: text, wanted, ...meant(text, words ?? [], place) };
  return [placed(diagnose('unit-value-unread', place.path, args), place)];
}
