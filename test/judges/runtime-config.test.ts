import fc from 'fast-check';
import { expect, it } from 'vitest';
import { containerdSections } from '../../src/eras/containerd-keys.js';
import { containerdHoldings, crioHoldings, holdingAt } from '../../src/eras/runtime-keys.js';
import { baseFile, heldTypes, type JudgedRuntime, ours, standardConfig, theirs } from './containerd-config.js';
import type { DrawnConfig } from './drawn-configs.js';
import { type DrawnTable, drawnRuntimeConfig } from './drawn-runtime-configs.js';
import { cached, judged } from './judge.js';

/** In CI as many as a minute allows; `npm run e2e:values` draws more, with seeds of its own. */
const count = Number(process.env.BOOTWRIGHT_DRAWN ?? 200);
const seed = Number(process.env.BOOTWRIGHT_SEED ?? 20261127);

/** What only we refuse, and why it is refused all the same: which place in upstream's code says so. */
const endsLater: readonly [problem: RegExp, reason: string][] = [
  [
    /: no pod of (that|the) runtime/,
    'core/runtime/v2/shim_manager.go resolveRuntimePath and others: the first pod fails',
  ],
  [/: no pod would start /, 'internal/cri/server/podsandbox: the image is parsed for the first pod'],
  [/\.stream_server_port: /, 'internal/cri/server/service.go Run: net.Listen fails, and the daemon ends'],
  [/^config-value-range \S*\.oom_score: /, 'cmd/containerd/server/server_linux.go apply: an error in the log'],
  [/^config-value-unknown \S*\.ip_pref: /, 'internal/cri/server/sandbox_run.go selectPodIPs: taken for ipv4'],
  [/^config-value-unknown \S*\.key_model: /, 'internal/cri/server/images/image_pull.go: nothing is decrypted'],
  [
    /^config-value-unknown \S*\.content_sharing_policy: /,
    'plugins/metadata/plugin.go: the plugin fails, and all above it',
  ],
  [/\.disabled_plugins\.\d+: the kubelet/, 'the CRI plugin is off'],
  [/^config-value-type .*, not a mapping$/, 'go-toml: an empty table says nothing, whatever its key holds'],
  [/^runtime-setting-unknown /, 'server/config/config.go: "Ignoring unknown key", a line in the log'],
  [/: nothing would reach /, 'plugins/server/grpc/plugin.go: the plugin fails, and nothing listens'],
  // CRI-O's, on execution.
  [/^runtime-config-refused \S*\.conmon_cgroup: /, 'pkg/config/config.go TranslateMonitorFieldsForHandler'],
  [
    /^runtime-config-refused \S*\.api\.listen: /,
    'pkg/config/config.go RemoveUnusedSocket: it listens below where it was started',
  ],
  [/^runtime-config-refused \S*\.log_dir: /, 'pkg/config/config.go RootConfig.Validate'],
  [/^config-value-unknown \S*\.exec_cpu_affinity: /, 'pkg/config/config.go ValidateRuntimes: only a line in the log'],
  [
    /^config-value-type \S*\.(runtimes|workloads|platform_runtime_paths): {2}a mapping, not /,
    'BurntSushi/toml decode.go unifyMap passes over it',
  ],
  [/would leave the runtime \S+ out/, 'pkg/config/config.go ValidateRuntimes: only a line in the log'],
  [/^config-value-range \S*\.metrics_port: /, 'server/metrics/metrics.go: it cannot be listened on'],
];

type Verdict = 'both accept' | 'both refuse' | 'only we accept' | 'only they accept' | 'refused later';

function verdictOf(mine: readonly string[], said: string): Verdict {
  if (mine.length === 0) return said === '' ? 'both accept' : 'only we accept';
  if (said !== '') return 'both refuse';
  return mine.every((each) => endsLater.some(([problem]) => problem.test(each))) ? 'refused later' : 'only they accept';
}

const weights: Readonly<Record<string, number>> = {
  '': 6,
  'io.containerd.grpc.v1.cri': 10,
  'io.containerd.cri.v1.images': 10,
  'io.containerd.cri.v1.runtime': 10,
};

/** The tables of a format with the keys that it has there. */
function containerdTables(format: 1 | 2 | 3 | 4): DrawnTable[] {
  const sections = containerdSections()[format];
  return [...containerdHoldings()].flatMap(([table, all]) => {
    const name = format === 1 ? table.split('.').at(-1) : table;
    const steps = table === '' ? [] : ['plugins', name ?? table];
    const section = sections.find(({ at }) => at.join('.') === steps.join('.'));
    const elsewhere = Object.values(containerdSections()).some((each) => each.some(({ at }) => at[1] === table));
    if (section === undefined && elsewhere) return [];
    const keys = section === undefined ? all : new Map([...all].filter(([key]) => isIn(section.keys, key)));
    return keys.size === 0 ? [] : [{ steps, keys, weight: weights[table] ?? 1 }];
  });
}

/** What stands below a listed key of which nothing is listed is in the table too, and each key above a listed one. */
function isIn(keys: object, key: string): boolean {
  const all = Object.keys(keys);
  if (all.some((each) => each === key || each.startsWith(`${key}.`))) return true;
  const above = key.split('.').map((_, index, steps) => steps.slice(0, index).join('.'));
  return above.some((each) => all.includes(each) && !all.some((other) => other.startsWith(`${each}.`)));
}

const crioTables = (): DrawnTable[] =>
  [...crioHoldings()].map(([table, keys]) => ({
    steps: table.split('.'),
    keys,
    weight: table === 'crio.runtime' ? 8 : table === 'crio.nri' || table === 'crio.metrics' ? 1 : 2,
  }));

interface Row extends JudgedRuntime {
  readonly judge: RegExp;
  readonly tables: () => DrawnTable[];
  readonly left: RegExp;
}

/** Files that are not there, what the judge's own machine decides, and btrfs, which needs cgo. */
const leftOfContainerd =
  /^(version|imports|cgroup(\..*)?)$|\.cgroup_writable$|base_runtime_spec$|x509_key_pair_streaming\.|btrfs/;
const leftOfCrio =
  /\.(runtime_config_path|seccomp_profile|privileged_seccomp_profile|allowed_annotations|default_annotations)$/;

const containerd = (version: string, kubernetes: string, format: 1 | 2 | 3 | 4): Row => ({
  name: 'containerd',
  version,
  kubernetes,
  format,
  judge: new RegExp(`^containerd-config-${version.split('.').slice(0, 2).join('\\.')}-`),
  file: /containerd\/config\.toml$/,
  tables: () => containerdTables(format),
  left: leftOfContainerd,
});

const rows: readonly Row[] = [
  containerd('1.7.35', '1.33.13', 1),
  containerd('1.7.35', '1.33.13', 2),
  containerd('2.1.9', '1.36.4', 3),
  containerd('2.3.4', '1.36.4', 3),
  containerd('2.3.4', '1.36.4', 4),
  {
    name: 'crio',
    version: '1.36.3',
    kubernetes: '1.36.4',
    judge: /^crio-config-/,
    file: /crio\.conf\.d/,
    tables: crioTables,
    left: leftOfCrio,
  },
];

for (const row of rows) {
  const { name, version, format, tables, left } = row;
  const title = format === undefined ? `${name} ${version}` : `${name} ${version}, format ${format}`;
  judged(`${title}: its own code`, cached(row.judge, 'judge'), (judge) => {
    it('agrees about drawn configurations', () => {
      const configs: DrawnConfig[] = fc.sample(drawnRuntimeConfig(tables(), version, left), { numRuns: count, seed });
      const said = theirs(judge, baseFile(row), configs);
      const table = new Map<Verdict, number>();
      const differences: string[] = [];
      for (const [index, config] of configs.entries()) {
        const mine = ours(row, config);
        const verdict = verdictOf(mine, said[index] ?? '');
        table.set(verdict, (table.get(verdict) ?? 0) + 1);
        if (verdict.startsWith('only'))
          differences.push(`${verdict}: ${said[index] || mine.join(' | ')}: ${JSON.stringify(config)}`);
      }
      console.log(`${title}:`, Object.fromEntries(table), differences.slice(0, 20).join('\n'));
      // One in two hundred, and where a few hundred are drawn one at least.
      const bound = Math.max(1, count / 200);
      expect(table.get('only we accept') ?? 0, differences.join('\n')).toBeLessThanOrEqual(bound);
      expect(table.get('only they accept') ?? 0, differences.join('\n')).toBeLessThanOrEqual(bound);
      // Else nothing was judged.
      expect(table.get('both accept')).toBeGreaterThan(count / 10);
      expect(table.get('both refuse')).toBeGreaterThan(count / 10);
    }, 900_000);

    it('takes what it holds by itself, and so do we', () => {
      const { version: written, ...config } = standardConfig(judge);
      expect(Object.keys(config)).not.toEqual([]);
      // Each of two formats has a row.
      if (format !== undefined && format !== written) return;
      expect(theirs(judge, baseFile(row), [config])).toEqual(['']);
      expect(ours(row, config)).toEqual([]);
    });

    if (name === 'containerd')
      it('holds in each key what our table says', () => {
        // Without cgo it has no btrfs.
        const table = [...containerdHoldings()].flatMap(([plugin, keys]) =>
          plugin.endsWith('.btrfs')
            ? []
            : [...keys.keys()].flatMap((key) => {
                const holds = holdingAt(keys, key, version);
                return holds === undefined ? [] : [[plugin, key, holds].join('\t')];
              }),
        );
        expect(table.sort()).toEqual(heldTypes(judge).sort());
      });
  });
}
