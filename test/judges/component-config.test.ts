import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { gates } from '../../src/eras/feature-gates.js';
import { kubeletFlagTypes } from '../../src/eras/flag-values.js';
import { holdsIn } from '../../src/eras/lookup.js';
import { baseFile, type ComponentName, components, knownGates, ours, theirs } from './component-config.js';
import { type DrawnConfig, drawnConfig } from './drawn-configs.js';
import { type DrawnFlags, drawnFlags } from './drawn-flags.js';
import { cached, judged } from './judge.js';

/** In CI as many as a minute allows; `npm run e2e:values` draws more, with seeds of its own. */
const count = Number(process.env.BOOTWRIGHT_DRAWN ?? 200);
const seed = Number(process.env.BOOTWRIGHT_SEED ?? 20261126);

/** What only we refuse, since the program ends a moment after its validation: which place in its code says so. */
const endsLater: readonly [problem: RegExp, reason: string][] = [
  [/^config-value-unknown spec\.kubelet\.config\.cpuManagerPolicy /, 'cpu_manager.go: unknown policy'],
  [/^config-value-unknown spec\.kubelet\.config\.memoryManagerPolicy /, 'memory_manager.go: unknown policy'],
  [/^config-value-unknown spec\.kubelet\.config\.cgroupDriver /, 'container_manager_linux.go: no such cgroup driver'],
  [/^config-value-unknown spec\.kubelet\.config\.authorization\.mode /, 'auth.go: unknown authorization mode'],
  [/^config-value-unknown spec\.kubelet\.config\.configMapAndSecretChange/, 'kubelet.go: unknown detection strategy'],
  [/^config-value-type spec\.kubelet\.flags\.cpu-manager-policy one of/, 'cpu_manager.go: unknown policy ""'],
  [/^config-value-type spec\.kubelet\.flags\.memory-manager-policy one of/, 'memory_manager.go: unknown policy ""'],
  [/^config-value-type spec\.kubelet\.flags\.authorization-mode one of/, 'auth.go: unknown authorization mode ""'],
  [
    /^config-value-range spec\.kubelet\.flags\.log-flush-frequency /,
    'klog.go: a ticker of no positive interval panics',
  ],
  [
    /^cpus-not-reserved spec\.kubelet\.(config|flags)\./,
    'cpu_manager.go: the static policy requires reserved processors',
  ],
  [
    /^memory-not-reserved spec\.kubelet\.(config|flags)\./,
    'policy_static.go: you should specify the system reserved memory',
  ],
  [
    /^config-contradiction spec\.kubelet\.config\.cpuManagerPolicyOptions /,
    'policy_none.go: received unsupported options',
  ],
  [/^config-value-unknown spec\.kubelet\.flags\.cpu-manager-policy /, 'cpu_manager.go: unknown policy'],
  [/^config-value-unknown spec\.kubelet\.flags\.memory-manager-policy /, 'memory_manager.go: unknown policy'],
  [/^config-value-unknown spec\.kubelet\.flags\.authorization-mode /, 'auth.go: unknown authorization mode'],
  [
    /^config-value-unknown spec\.kubelet\.flags\.cloud-provider /,
    'server.go, cloud-provider plugins.go: unknown cloud provider',
  ],
];

/** Flags of files that are not there, and what is the machine's. */
const notJudged = ['fail-cgroupv1'];

const isOwned = (problem: string): boolean => problem.startsWith('flag-owned ');

type Verdict = 'both accept' | 'both refuse' | 'only we accept' | 'only they accept' | 'refused later';

function verdictOf(mine: readonly string[], said: string): Verdict {
  if (mine.length === 0) return said === '' ? 'both accept' : 'only we accept';
  if (said !== '') return 'both refuse';
  return mine.every((each) => endsLater.some(([problem]) => problem.test(each))) ? 'refused later' : 'only they accept';
}

interface Drawn {
  readonly config?: DrawnConfig;
  readonly flags?: DrawnFlags;
}

/** Holds both sides against each other, and prints the table. */
function agree(component: ComponentName, version: string, judge: string, drawn: readonly Drawn[]): void {
  const minor = Number(version.split('.')[1]);
  const said = theirs(judge, component, baseFile(version, component), minor, drawn);
  const table = new Map<Verdict, number>();
  const differences: string[] = [];
  for (const [index, each] of drawn.entries()) {
    const mine = ours(version, component, each.config ?? {}, each.flags);
    const verdict = verdictOf(mine, said[index] ?? '');
    table.set(verdict, (table.get(verdict) ?? 0) + 1);
    if (verdict.startsWith('only'))
      differences.push(`${verdict}: ${said[index] || mine.join(' | ')}: ${JSON.stringify(each)}`);
  }
  console.log(`${component} ${version}:`, Object.fromEntries(table), differences.slice(0, 20).join('\n'));
  // One in two hundred, and where a few hundred are drawn one at least.
  const bound = Math.max(1, count / 200);
  expect(table.get('only we accept') ?? 0, differences.join('\n')).toBeLessThanOrEqual(bound);
  expect(table.get('only they accept') ?? 0, differences.join('\n')).toBeLessThanOrEqual(bound);
  // Else nothing was judged.
  expect(table.get('both accept')).toBeGreaterThan(count / 10);
  expect(table.get('both refuse')).toBeGreaterThan(count / 10);
}

const releases = ['1.24.0', '1.28.0', '1.33.13', '1.36.4', '1.37.0'];

for (const version of releases) {
  const minor = Number(version.split('.')[1]);
  judged(
    `the kubelet's and kube-proxy's own code of ${version}`,
    cached(new RegExp(`^component-config-${minor}-`), 'judge'),
    (judge) => {
      it('feature gates are those that it registers', () => {
        const known = [...gates()].flatMap(([name, eras]) =>
          eras
            .filter((era) => holdsIn(era, version))
            .map(({ stage, standard, locked }) => `${name}\t${stage} ${standard}${locked ? ' locked' : ''}`),
        );
        const special = /^All(Alpha|Beta)\t/;
        expect(known.filter((line) => !special.test(line)).sort()).toEqual(
          knownGates(judge)
            .filter((line) => !special.test(line))
            .sort(),
        );
      });

      it.each(Object.keys(components) as ComponentName[])(
        'agrees about drawn configurations of %s',
        (component) => {
          const { fields, left } = components[component];
          const configs = fc.sample(drawnConfig(fields(), minor, left), { numRuns: count, seed });
          agree(
            component,
            version,
            judge,
            configs.map((config) => ({ config })),
          );
        },
        600_000,
      );

      it.runIf(version === '1.36.4')('agrees about what peers write by default', () => {
        const drawn = readdirSync('test/peers').map((file) => {
          const { spec } = parse(readFileSync(`test/peers/${file}`, 'utf8'));
          return { config: spec.kubelet.config as DrawnConfig, flags: spec.kubelet.flags as DrawnFlags };
        });
        const said = theirs(judge, 'kubelet', baseFile(version, 'kubelet'), minor, drawn);
        expect([...said, ...drawn.flatMap(({ config, flags }) => ours(version, 'kubelet', config, flags))]).toEqual(
          drawn.map(() => ''),
        );
      });

      it('agrees about drawn flags of kubelet, over configurations', () => {
        const types = kubeletFlagTypes();
        const left = [...types.keys()].filter(
          (flag) => notJudged.includes(flag) || ours(version, 'kubelet', {}, { [flag]: '1' }).some(isOwned),
        );
        const { fields, left: fieldsLeft } = components.kubelet;
        const drawn = fc.record(
          { flags: drawnFlags(types, minor, left), config: drawnConfig(fields(), minor, fieldsLeft) },
          { requiredKeys: ['flags'] },
        );
        agree('kubelet', version, judge, fc.sample(drawn, { numRuns: count, seed }));
      }, 600_000);
    },
  );
}
