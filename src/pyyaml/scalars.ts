import type { Scalar } from 'yaml';
import { Refused } from './refused.js';

/** What YAML's own tags begin with. */
export const core = 'tag:yaml.org,2002:';

/** What the constructors of scalars make of a text; what they throw in Python is a refusal here. */
type Construct = (text: string) => unknown;

const bare = (text: string): string => text.replaceAll('_', '').replace(/^[-+]/, '');
const signed = (text: string, value: number): number => (text.startsWith('-') ? -value : value);
const base60 = (digits: string): number => digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

/** Digits as Python's int() takes them. */
function digitsOf(digits: string, base: number, pattern: RegExp): number {
  if (!pattern.test(digits)) throw new Refused(`"${digits}" is no number of base ${base}`);
  return Number.parseInt(digits, base);
}

function integer(text: string): unknown {
  const digits = bare(text);
  const value = ((): number => {
    if (digits === '0') return 0;
    if (digits.startsWith('0b')) return digitsOf(digits.slice(2), 2, /^[01]+$/);
    if (digits.startsWith('0x')) return digitsOf(digits.slice(2), 16, /^[0-9a-f]+$/i);
    if (digits.startsWith('0')) return digitsOf(digits, 8, /^[0-7]+$/);
    if (/^\d+(:\d+)+$/.test(digits)) return base60(digits);
    return digitsOf(digits, 10, /^\d+$/);
  })();
  // Python's have no bound; as a text no digit is lost.
  return Number.isSafeInteger(value) ? signed(text, value) : text;
}

function float(text: string): number {
  const digits = bare(text).toLowerCase();
  if (digits === '.inf') return signed(text, Number.POSITIVE_INFINITY);
  if (digits === '.nan') return Number.NaN;
  if (/^\d+(\.\d*)?(:\d+(\.\d*)?)+$/.test(digits)) return signed(text, base60(digits));
  if (!/^(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$|^(inf|infinity|nan)$/.test(digits)) throw new Refused(`"${text}" is no number`);
  return signed(text, Number(digits));
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'true', 'on'].map((word) => [word, true] as const),
  ...['no', 'false', 'off'].map((word) => [word, false] as const),
]);

function boolean(text: string): boolean {
  const value = booleans.get(text.toLowerCase());
  if (value === undefined) throw new Refused(`"${text}" is neither true nor false`);
  return value;
}

const moment =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(?:Z|([-+])(\d\d?)(?::(\d\d))?))?)?$/;

/** Dates as Python's datetime has them: days that no calendar has are errors. */
function timestamp(text: string): Date {
  const parts = moment.exec(text);
  if (parts === null) throw new Refused(`"${text}" is no date`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const [sign, hours = 0, minutes = 0] = [parts[8], Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const offset = hours * 60 + minutes;
  if (!exists || hour > 23 || minute > 59 || second > 59 || offset >= 24 * 60)
    throw new Refused(`the date ${text} does not exist`);
  date.setUTCHours(
    hour,
    minute - (sign === '-' ? -offset : offset),
    second,
    Number(`${parts[7] ?? ''}000`.slice(0, 3)),
  );
  return date;
}

/** Base64 as Python reads it: other characters are skipped, and the end must be padded. */
function binary(text: string): Uint8Array {
  const digits = text.replace(/[^A-Za-z0-9+/=]/g, '');
  if (digits.length % 4 > 0 || /=[^=]|===/.test(digits)) throw new Refused('a !!binary value is damaged base64');
  return Uint8Array.from(atob(digits), (char) => char.charCodeAt(0));
}

/** The constructors of yaml/pyyaml, lib/yaml/constructor.py (SafeConstructor), that take a scalar. */
export const ofScalars: Readonly<Record<string, Construct>> = {
  str: (text) => text,
  int: integer,
  float,
  bool: boolean,
  null: () => null,
  binary,
  timestamp,
};

/** How a plain scalar gets its tag. Source: yaml/pyyaml, lib/yaml/resolver.py, 5.3 to 6.0. */
const implicit: readonly (readonly [string, RegExp])[] = [
  ['bool', /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/],
  [
    'float',
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  ],
  [
    'int',
    /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  ],
  ['merge', /^<<$/],
  ['null', /^(?:~|null|Null|NULL|)$/],
  [
    'timestamp',
    /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/,
  ],
  ['value', /^=$/],
];

/** The tag of a scalar: its own, or what its text looks like where it has no quotes. */
export function tagOfScalar({ tag, type, value }: Scalar): string {
  if (tag !== undefined && tag !== '!') return tag;
  if (tag === undefined && type !== 'PLAIN' && type !== undefined) return `${core}str`;
  const text = String(value ?? '');
  return core + (implicit.find(([, pattern]) => pattern.test(text))?.[0] ?? 'str');
}
