import fc from 'fast-check';
import type { Fields } from '../../src/eras/config-fields.js';
import { kubeletWords, kubeProxyWords } from '../../src/eras/config-words.js';
import { gates } from '../../src/eras/feature-gates.js';
import { spanAt } from '../../src/eras/lookup.js';
import { ofField, ofKind, wrong } from './drawn-component-values.js';

/** A configuration as a spec may lay it over ours. */
export type DrawnConfig = Readonly<Record<string, unknown>>;

const words: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...Object.entries(kubeletWords), ...Object.entries(kubeProxyWords)].map(([field, eras]) => [
    field,
    eras.flatMap((era) => era.words),
  ]),
);

function drawnValue(path: string, holds: string, fields: Fields, minor: number): fc.Arbitrary<unknown> {
  const own = ofField[path];
  if (own !== undefined) return fc.oneof({ weight: 29, arbitrary: own }, { weight: 1, arbitrary: ofKind(holds) });
  const known = words[path];
  if (known !== undefined && holds === 'string')
    return fc.oneof({ weight: 29, arbitrary: fc.constantFrom('', 'nope', ...known) }, { weight: 1, arbitrary: wrong });
  if (holds !== 'object') return ofKind(holds);
  const nested = fieldsAt(fields, minor).map(
    ([name, below, kind]) => [name, drawnValue(`${path}.${name}`, kind, below, minor)] as const,
  );
  return fc.oneof(
    { weight: 39, arbitrary: fc.record(Object.fromEntries(nested), { requiredKeys: [] }) },
    { weight: 1, arbitrary: wrong },
  );
}

/** The fields that a release has, with what each holds; now and then one of another release. */
function fieldsAt(fields: Fields, minor: number): [name: string, below: Fields, holds: string][] {
  return [...fields].flatMap(([name, { eras, fields: below }]) => {
    const era = spanAt(eras, `1.${minor}`);
    return era === undefined ? [] : [[name, below, era.is] as [string, Fields, string]];
  });
}

/** A few fields of a configuration of a release, their values good or nearly so, without those in `left`. */
export function drawnConfig(fields: Fields, minor: number, left: readonly string[]): fc.Arbitrary<DrawnConfig> {
  const known = fieldsAt(fields, minor).filter(([name]) => !left.includes(name) && name !== 'featureGates');
  const one = fc
    .constantFrom(...known)
    .chain(([name, below, holds]) => drawnValue(name, holds, below, minor).map((value) => [name, value] as const));
  const strange = fc.tuple(
    fc.constantFrom(
      'maxpods',
      'nope',
      ...[...fields.keys()].filter(
        (name) => !known.some(([each]) => each === name) && !left.includes(name) && name !== 'featureGates',
      ),
    ),
    fc.constantFrom<unknown>(true, 1, 'a', {}),
  );
  const pair = fc.oneof({ weight: 30, arbitrary: one }, { weight: 1, arbitrary: strange });
  const gateValues = fc.dictionary(
    fc.constantFrom(...gates().keys()),
    fc.oneof({ weight: 12, arbitrary: fc.boolean() }, fc.constantFrom<unknown>('true', 1, null)),
    { maxKeys: 2 },
  );
  return fc
    .tuple(fc.array(pair, { minLength: 1, maxLength: 4 }), fc.option(gateValues, { freq: 4 }))
    .map(([pairs, featureGates]) => ({
      ...Object.fromEntries(pairs),
      ...(featureGates === null ? {} : { featureGates }),
    }));
}
