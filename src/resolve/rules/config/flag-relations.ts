import type { Fields } from '../../../eras/config-fields.js';
import { kubeletWords } from '../../../eras/config-words.js';
import { kubeletFlagWords, neverEmpty, neverZero } from '../../../eras/flag-words.js';
import { spanAt } from '../../../eras/lookup.js';
import { diagnose } from '../../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../../spec/diagnostic.js';
import { secondsOf } from '../../../spec/go-values.js';
import type { Mapping } from '../../../spec/mapping.js';
import { fieldProblems } from './fields.js';
import { type FlagField, fieldsOfFlags, namedFlag, typeOfField, withField } from './flag-values.js';
import { configRelations } from './relations.js';
import { wordProblems } from './values.js';
import { type ConfigView, viewOf } from './view.js';

/** Flags over a configuration, as the program reads both. */
export interface FlagsOverConfig {
  readonly about: Pick<ConfigView, 'path' | 'kind' | 'program' | 'version'>;
  readonly fields: Fields;
  /** What the file says, or what is assumed where there is none. */
  readonly config: Mapping;
  /** All flags that the spec gives; their texts can be read. */
  readonly flags: Readonly<Record<string, string | null>>;
  /** Where the spec gives a flag. */
  readonly placeOf: (flag: string) => SpecPath;
}

/** A problem that is a flag's, by the steps below the configuration that it was found at. */
function atFlag(problem: Diagnostic, set: readonly FlagField[], { about, placeOf }: FlagsOverConfig): Diagnostic {
  const place = problem.path.slice(about.path.length).join('.');
  const found = set.find(({ field }) => `${place}.`.startsWith(`${field}.`));
  if (found === undefined) return problem;
  const { flag, field } = found;
  // In a flag's text there is no key to rename, and no value of its own to set.
  const { suggestion, ...args } = problem.args;
  const isAll = place === field && problem.at !== 'key';
  const near = suggestion === undefined ? {} : isAll ? { suggestion } : { near: suggestion };
  return { ...problem, path: placeOf(flag), at: 'value', args: { ...args, ...near, ...namedFlag(flag, about) } };
}

/** Words of flags that set no field. */
function ofWords(given: FlagsOverConfig, view: ConfigView): Diagnostic[] {
  if (view.program !== 'kubelet') return [];
  return Object.entries(kubeletFlagWords).flatMap(([flag, eras]) => {
    const text = Object.hasOwn(given.flags, flag) ? given.flags[flag] : undefined;
    const era = spanAt(eras, view.version);
    if (typeof text !== 'string' || era === undefined) return [];
    const words = era.narrowed && view.enabled(era.narrowed.gate) ? era.narrowed.words : era.words;
    return wordProblems(text, words, given.placeOf(flag), namedFlag(flag, view));
  });
}

/** Flags without a text, or of 0, whose fields have no such value: only a file gives them their defaults then. */
function ofNothing(set: readonly FlagField[], { about, fields, placeOf }: FlagsOverConfig): Diagnostic[] {
  if (about.program !== 'kubelet') return [];
  return set.flatMap(({ flag, field, value }) => {
    const named = namedFlag(flag, about);
    const range = Object.hasOwn(neverZero, field) ? neverZero[field] : undefined;
    if (range !== undefined && (value === 0 || secondsOf(String(value)) === 0))
      return [diagnose('config-value-range', placeOf(flag), { ...named, value: String(value), range })];
    if (value !== '' || !neverEmpty.includes(field)) return [];
    const wanted = `one of ${wordsOf(field, fields, about.version).join(', ')}`;
    return [diagnose('config-value-type', placeOf(flag), { ...named, wanted, got: 'nothing' })];
  });
}

function wordsOf(field: string, fields: Fields, version: string): readonly string[] {
  const era = spanAt(kubeletWords[field] ?? [], version);
  return era?.words ?? (typeOfField(fields, field, version) ?? '').split(' ').slice(1);
}

/** What tells one problem from others, wherever it stands. */
export const fingerprint = ({ code, args }: Diagnostic): string => JSON.stringify([code, args]);

/** What a release refuses of flags over a configuration, and would not of the configuration alone. */
export function flagRelations(given: FlagsOverConfig): Diagnostic[] {
  const { about, config, fields, flags } = given;
  const set = fieldsOfFlags(flags, fields, about);
  const whole = set.reduce(withField, config);
  const found = [...fieldProblems(set.reduce<Mapping>(withField, {}), fields, { ...about, above: '' })];
  if (found.length === 0) {
    const known = new Set(configRelations(config, about).map(fingerprint));
    found.push(...configRelations(whole, about).filter((each) => !known.has(fingerprint(each))));
  }
  return [
    ...found.map((each) => atFlag(each, set, given)),
    ...ofNothing(set, given),
    ...ofWords(given, viewOf(whole, about)),
  ];
}
