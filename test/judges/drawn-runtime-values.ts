import fc from 'fast-check';

const wrong = fc.constantFrom<unknown>(
  '60',
  'yes',
  'true',
  1.5,
  -1,
  0,
  true,
  15,
  'x y',
  [],
  [1],
  {},
  { a: 1 },
  '1h30',
  2 ** 40,
);
export const durations = fc.constantFrom(
  '10s',
  '1m',
  '2m30s',
  '0',
  '0s',
  '-1s',
  '500ms',
  '1.5h',
  '30',
  '30 s',
  '',
  '.5s',
  '1d',
  '1µs',
);
export const texts = fc.constantFrom(
  '',
  'a',
  '/etc/containerd/x',
  '0',
  'registry.k8s.io/pause:3.10',
  '127.0.0.1',
  'true',
  '5',
);

/** Mostly values that a key of this kind takes. */
export function ofKind(holds: string): fc.Arbitrary<unknown> {
  const [, many, each = ''] = /^(list|map) of (.*)$/.exec(holds) ?? [];
  const right =
    many === 'list'
      ? fc.array(ofKind(each), { maxLength: 2 })
      : many === 'map'
        ? fc.dictionary(fc.constantFrom('a', 'b', 'docker.io'), each === 'any' ? texts : ofKind(each), { maxKeys: 2 })
        : (simple[holds] ?? wrong);
  // A list of several kinds is nothing that TOML has.
  const odd = many === 'list' ? fc.constantFrom<unknown>('a', 5, true, {}, [1]) : wrong;
  return fc.oneof(
    { weight: many === 'list' && each !== 'object' ? 60 : 24, arbitrary: right },
    { weight: 1, arbitrary: odd },
  );
}

const simple: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  boolean: fc.boolean(),
  string: texts,
  number: fc.constantFrom(0.02, 0.5, 1, 0),
  'integer int64': fc.constantFrom(0, 1, 3, 10, 100, 1024, 8192, 65_535, -1, -999, 2 ** 31, 16_777_216),
  'integer uint32': fc.constantFrom(0, 1, 1000),
  'integer uint64': fc.constantFrom(0, 1, 1000, 2048),
  duration: fc.constantFrom('10s', '1m', '0s', '100ms', '5', ''),
  'duration|integer': fc.constantFrom<unknown>('10s', 5_000_000_000, '1m', '5'),
  object: fc.constant({}),
  any: texts,
};
