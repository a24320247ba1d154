import { type CarrierName, carriers } from '../../eras/carriers.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import { isMapping } from '../../spec/mapping.js';
import { characterName } from '../../spec/text-flaws.js';
import type { GivenSpec, NormalisedSpec } from '../full-spec.js';

/** Where the spec has texts of any kind, and what carries them. */
const places: readonly { readonly path: string; readonly carrier: CarrierName }[] = [
  { path: 'kubelet.flags', carrier: 'commandLine' },
  { path: 'proxy.flags', carrier: 'commandLine' },
  { path: 'runtime.flags', carrier: 'commandLine' },
  { path: 'workers.*.kubelet.flags', carrier: 'commandLine' },
  { path: 'pools.*.kubelet.flags', carrier: 'commandLine' },
  { path: 'units', carrier: 'unitSetting' },
  { path: 'kubelet.config', carrier: 'settingsFile' },
  { path: 'proxy.config', carrier: 'settingsFile' },
  { path: 'runtime.config', carrier: 'settingsFile' },
  { path: 'workers.*.kubelet.config', carrier: 'settingsFile' },
  { path: 'pools.*.kubelet.config', carrier: 'settingsFile' },
  { path: 'addons.dns', carrier: 'settingsFile' },
  { path: 'host.sysctls', carrier: 'sysctlFile' },
  { path: 'credentials.kubeletSubject', carrier: 'certificate' },
  { path: 'credentials.subject', carrier: 'certificate' },
];

interface Place {
  readonly value: unknown;
  readonly path: SpecPath;
}

function entriesOf(value: unknown, path: SpecPath): Place[] {
  if (Array.isArray(value)) return value.map((below, index) => ({ value: below, path: [...path, index] }));
  if (!isMapping(value)) return [];
  return Object.entries(value).map(([key, below]) => ({ value: below, path: [...path, key] }));
}

/** The values that a dotted path leads to; a star is every entry of a list. */
function valuesAt(spec: GivenSpec, path: string): Place[] {
  return path
    .split('.')
    .reduce<Place[]>(
      (found, step) =>
        found.flatMap((place) =>
          entriesOf(place.value, place.path).filter(({ path: at }) => step === '*' || at.at(-1) === step),
        ),
      [{ value: spec, path: ['spec'] }],
    );
}

function lost(text: string, path: SpecPath, carrier: CarrierName, at: Diagnostic['at']): Diagnostic[] {
  const { title, refused } = carriers[carrier];
  const [character] = refused.exec(text) ?? [];
  if (character === undefined) return [];
  return [diagnose('character-not-carried', path, { name: characterName(character), carrier: title }, at)];
}

function lostBelow({ value, path }: Place, carrier: CarrierName): Diagnostic[] {
  if (typeof value === 'string') return lost(value, path, carrier, 'value');
  return entriesOf(value, path).flatMap((entry) => {
    const key = entry.path.at(-1);
    const inKey = typeof key === 'string' ? lost(key, entry.path, carrier, 'key') : [];
    return [...inKey, ...lostBelow(entry, carrier)];
  });
}

/** Texts with characters that do not reach the program that they are for. */
export function carrierRules({ given }: NormalisedSpec): Diagnostic[] {
  return places.flatMap(({ path, carrier }) => valuesAt(given, path).flatMap((place) => lostBelow(place, carrier)));
}
