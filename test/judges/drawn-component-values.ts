import fc from 'fast-check';
import { cipherSuites, evictionSignals } from '../../src/eras/config-words.js';

/** Values that a field of a kind takes, and values near them that it may not. */
export function ofKind(holds: string): fc.Arbitrary<unknown> {
  const [, many, each = ''] = /^(list|map) of (.*)$/.exec(holds) ?? [];
  if (many === 'list') return fc.oneof({ weight: 29, arbitrary: fc.array(ofKind(each), { maxLength: 3 }) }, wrong);
  if (many === 'map')
    return fc.oneof(
      {
        weight: 29,
        arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'cpu', 'memory'), ofKind(each), { maxKeys: 2 }),
      },
      wrong,
    );
  if (holds.startsWith('enum '))
    return fc.oneof({ weight: 29, arbitrary: fc.constantFrom('', ...holds.split(' ').slice(1)) }, wrong);
  return fc.oneof({ weight: 29, arbitrary: simple[holds] ?? wrong }, { weight: 1, arbitrary: wrong });
}

export const wrong = fc.constantFrom<unknown>(
  '60',
  'yes',
  '',
  1.5,
  -1,
  0,
  true,
  15,
  '15',
  'x y',
  [],
  [1],
  {},
  null,
  '1h30',
  '10Mi',
  2 ** 40,
);
const whole = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 90 }) },
  fc.integer({ min: -3, max: 120 }),
  fc.constantFrom(-1001, 1000, 1001, 65_535, 65_536, 1_000_001, 2 ** 31, 5.0),
);
const durations = fc.constantFrom(
  '10s',
  '1m',
  '5m',
  '90s',
  '4h',
  '2m30s',
  '20s',
  '30s',
  '40s',
  '0',
  '0s',
  '-1s',
  '500ms',
  '999ms',
  '1s',
  '1.5h',
  '1h15m',
  '30',
  '30 s',
  '10m',
  '2m',
  '100ms',
  '.5s',
  '5',
  '301s',
  '1d',
  '1us',
  '1µs',
);
const simple: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  boolean: fc.boolean(),
  string: fc.constantFrom(
    '',
    'none',
    'a',
    '/var/log/pods',
    '10.0.0.0/8',
    '0.0.0.0',
    '1.2.3.4:5',
    'Static',
    '10Mi',
    '0-3',
  ),
  number: fc.oneof(fc.double({ min: -1, max: 2, noNaN: true }), whole),
  'integer int32': whole,
  'integer int64': whole,
  'integer uint32': whole,
  duration: durations,
  'duration|integer': fc.oneof(durations, whole),
  quantity: fc.constantFrom<unknown>('0', '1Gi', '500m', '1.5Gi', '1 GiB', '-1', '1e3', 5, '1KiB', '.5', ''),
  time: fc.constantFrom('2026-01-31T12:00:00Z', 'today', ''),
};

/** Fields whose values have a form of their own: mostly good ones, or nothing that depends on them is ever reached. */
export const ofField: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  evictionHard: signals(fc.constantFrom('100Mi', '5%', '0%', '101%', '-1', '', '10', '5 %', '0')),
  evictionSoft: signals(fc.constantFrom('100Mi', '10%', '0%')),
  evictionSoftGracePeriod: signals(fc.constantFrom('1m', '90s', '-1s', '5')),
  evictionMinimumReclaim: signals(fc.constantFrom('500Mi', '0', '-1Mi', '5%', '0%')),
  tlsCipherSuites: fc.array(fc.constantFrom(...cipherSuites, 'TLS_NOPE'), { maxLength: 2 }),
  reservedSystemCPUs: fc.constantFrom('', '0-3', '0,2', '3-1', 'a', '0-', '1-2-3'),
  podLogsDir: fc.constantFrom('', '/var/log/pods', '/var/log/', '/var//log', 'log', '/var/../log', '/ü', '/'),
  showHiddenMetricsForVersion: fc.constantFrom('', '1.1', '1.23', '1.27', '1.32', '1.35', '1.36'),
  registerWithTaints: fc.array(
    fc.record(
      {
        key: fc.constantFrom('a', 'a/b', '-a', 'A/b', 'a/b/c', ''),
        value: fc.constantFrom('', 'x', 'x y'),
        effect: fc.constantFrom('NoSchedule', 'Foo', ''),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 2 },
  ),
  reservedMemory: fc.array(
    fc.record(
      {
        numaNode: fc.constantFrom(0, 1),
        limits: fc.dictionary(fc.constantFrom('memory', 'hugepages-2Mi', 'cpu'), fc.constantFrom('1Gi', '0', 5, 'x')),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 2 },
  ),
  enforceNodeAllocatable: fc.array(
    fc.constantFrom('pods', 'none', 'kube-reserved', 'system-reserved', 'kube-reserved-compressible', 'x'),
    { maxLength: 2 },
  ),
  'tracing.endpoint': fc.constantFrom('localhost:4317', 'dns:///a:1', 'unix:///run/a', 'http://a', 'a b'),
  nodePortAddresses: fc.array(
    fc.constantFrom('primary', 'all', 'localhost', '10.0.0.0/8', '10.0.0.1', '::/0', '10.0.0.0/33', 'x'),
    { maxLength: 2 },
  ),
  bindAddress: fc.constantFrom('', '0.0.0.0', '::', '::1', '1.2.3', '1.2.3.4.5', 'localhost', '01.2.3.4'),
  healthzBindAddress: fc.constantFrom(
    '',
    '0.0.0.0',
    '0.0.0.0:10256',
    '[::]:10256',
    ':1',
    'localhost:1',
    '1.2.3.4:0',
    '1.2.3.4:65536',
    '1.2.3.4:x',
  ),
  metricsBindAddress: fc.constantFrom('', '127.0.0.1:10249', '127.0.0.1', '[::1]:10249', 'x'),
};

function signals(values: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.dictionary(fc.constantFrom(...(evictionSignals.at(-1)?.words ?? []), 'memory.availabel'), values, {
    maxKeys: 2,
  });
}
