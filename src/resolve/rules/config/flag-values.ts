import type { Fields } from '../../../eras/config-fields.js';
import { type FlagValueEra, type FlagValues, kubeletFlagTypes, kubeProxyFlagTypes } from '../../../eras/flag-values.js';
import { holdsIn } from '../../../eras/lookup.js';
import { diagnose } from '../../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../../spec/diagnostic.js';
import { isMapping, type Mapping } from '../../../spec/mapping.js';
import { flagForms } from './flag-forms.js';
import type { GatedProgram } from './gates.js';

const types: Readonly<Record<GatedProgram['program'], () => FlagValues>> = {
  kubelet: kubeletFlagTypes,
  'kube-proxy': kubeProxyFlagTypes,
};

/** Told by rules of its own, with the name of each gate. */
const ownRules = ['feature-gates'];

function typeOf(flag: string, { program, version }: GatedProgram): FlagValueEra | undefined {
  if (ownRules.includes(flag)) return undefined;
  return types[program]()
    .get(flag)
    ?.find((era) => holdsIn(era, version));
}

/** Names a flag where messages have a field. */
export const namedFlag = (flag: string, { program }: GatedProgram): Readonly<Record<'field' | 'kind', string>> => ({
  field: `--${flag}`,
  kind: `the flags of ${program === 'kubelet' ? 'the kubelet' : program}`,
});

/** A flag's text that the program cannot read. */
export function flagValueProblems(flag: string, text: string, path: SpecPath, about: GatedProgram): Diagnostic[] {
  const form = flagForms[typeOf(flag, about)?.holds ?? ''];
  // A character that no command line can hold is told as such.
  if (form === undefined || /\p{Cc}/u.test(text) || form.read(text) !== undefined) return [];
  const got = text === '' ? 'nothing' : `the text ${JSON.stringify(text)}`;
  const args = { ...namedFlag(flag, about), wanted: form.wanted, got, meant: form.meant?.(text) };
  return [diagnose('config-value-type', path, args)];
}

/** A flag as the field that it sets: its dotted path, and what it holds then. */
export interface FlagField {
  readonly flag: string;
  readonly field: string;
  readonly value: unknown;
}

/** What is no value of its field's kind is left out, as a field of older releases that counts nanoseconds. */
function isOfKind(holds: string, value: unknown): boolean {
  if (holds.startsWith('list ')) return Array.isArray(value);
  if (holds.startsWith('map ')) return isMapping(value);
  const [kind] = holds.split(' ');
  return typeof value === ({ integer: 'number', number: 'number', boolean: 'boolean' }[kind ?? ''] ?? 'string');
}

/** Flags whose texts can be read; null takes one away and sets nothing. */
export function fieldsOfFlags(
  flags: Readonly<Record<string, string | null>>,
  fields: Fields,
  about: GatedProgram,
): FlagField[] {
  return Object.entries(flags).flatMap(([flag, text]) => {
    const era = typeOf(flag, about);
    const value = text === null || era === undefined ? undefined : flagForms[era.holds]?.read(text);
    if (era?.field === undefined || value === undefined) return [];
    const holds = typeOfField(fields, era.field, about.version);
    return holds !== undefined && isOfKind(holds, value) ? [{ flag, field: era.field, value }] : [];
  });
}

/** What a field of a dotted path holds in a release; undefined where it has none. */
export function typeOfField(fields: Fields, path: string, version: string): string | undefined {
  const [first = '', ...rest] = path.split('.');
  const field = fields.get(first);
  if (field === undefined) return undefined;
  if (rest.length > 0) return typeOfField(field.fields, rest.join('.'), version);
  return field.eras.find((era) => holdsIn(era, version))?.is;
}

/** A configuration with a field of a flag's: a mapping of the file's is not merged, as the program does not. */
export function withField(config: Mapping, { field, value }: Pick<FlagField, 'field' | 'value'>): Mapping {
  const [first = '', ...rest] = field.split('.');
  if (rest.length === 0) return { ...config, [first]: value };
  const below = config[first];
  return { ...config, [first]: withField(isMapping(below) ? below : {}, { field: rest.join('.'), value }) };
}
