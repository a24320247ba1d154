import { parseDocument, type ScalarTag, Schema, type Tags } from 'yaml';
import { Unreadable } from './tree.js';

const scalar = (tag: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag => ({
  tag: `tag:yaml.org,2002:${tag}`,
  default: true,
  test,
  resolve,
});

const unsigned = (text: string): string => text.replace(/^[-+]/, '').replaceAll('_', '');
const signed = (text: string, value: number): number => (text.startsWith('-') ? -value : value);

function sexagesimal(text: string): number {
  const parts = unsigned(text).split(':').map(Number);
  return signed(
    text,
    parts.reduce((sum, part) => sum * 60 + part, 0),
  );
}

function float(text: string): number {
  const digits = unsigned(text).toLowerCase();
  if (digits.includes(':')) return sexagesimal(text);
  if (digits === '.inf') return signed(text, Number.POSITIVE_INFINITY);
  return digits === '.nan' ? Number.NaN : signed(text, Number(digits));
}

function integer(text: string): number {
  const digits = unsigned(text);
  if (digits.includes(':')) return sexagesimal(text);
  if (/^0b/.test(digits)) return signed(text, Number.parseInt(digits.slice(2), 2));
  if (/^0x/.test(digits)) return signed(text, Number.parseInt(digits.slice(2), 16));
  return signed(text, digits === '' || digits === '0' ? 0 : Number.parseInt(digits, digits.startsWith('0') ? 8 : 10));
}

/**
 * The scalars that PyYAML resolves otherwise than the `yaml` package's own YAML 1.1 schema: `y` is text, `08` is text,
 * `1e3` is text. Source: yaml/pyyaml, lib/yaml/resolver.py, 6.0.
 */
const ofPyYaml: readonly ScalarTag[] = [
  scalar('bool', /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  scalar('bool', /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  scalar(
    'float',
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
    float,
  ),
  scalar(
    'int',
    /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
    integer,
  ),
];

const replaced = new Set(['bool', 'float', 'int'].map((name) => `tag:yaml.org,2002:${name}`));

const customTags = (tags: Tags): Tags => [
  ...tags.filter((tag) => typeof tag === 'string' || !replaced.has(tag.tag)),
  ...ofPyYaml,
];

const schema = new Schema({ schema: 'yaml-1.1', resolveKnownTags: true, merge: true, customTags });

/** Reads YAML as cloud-init does, with PyYAML: version 1.1, of a key that is there twice the last. */
export function readYaml(text: string, what: string): unknown {
  const document = parseDocument(text, { version: '1.1', schema, uniqueKeys: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) throw new Unreadable(`${what} is no YAML: ${error.message.split('\n')[0]?.replace(/:$/, '')}`);
  try {
    return document.toJS();
  } catch (error) {
    throw new Unreadable(`${what} can't be read: ${(error as Error).message}`);
  }
}

export const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
