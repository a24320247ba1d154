import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import toml from '@iarna/toml';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readCluster } from '../../src/index.js';
import { documentsOf, specText } from '../fixture-input.js';
import { fileOf, goldens } from '../goldens.js';
import { cached, judged, outputOf } from './judge.js';

type Tree = { readonly [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value of a tree, by its place. */
function leaves(tree: Tree, place: readonly string[] = []): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]): [string, unknown][] =>
    isTree(value) ? leaves(value, [...place, key]) : [[[...place, key].join(' → '), value]],
  );
}

function dump(containerd: string, config: string): Map<string, unknown> {
  const file = join(mkdtempSync(join(tmpdir(), 'bootwright-containerd-')), 'config.toml');
  writeFileSync(file, config);
  return new Map(leaves(toml.parse(outputOf(containerd, ['-c', file, 'config', 'dump']))));
}

/** A containerd and what it reads: fixtures' configurations, and the formats of the file that it has. */
interface Judge {
  readonly name: string;
  readonly release: string;
  readonly program: string | undefined;
  readonly fixtures: readonly string[];
  readonly formats: readonly number[];
  /** Parts of a place that it shows otherwise than they were written, or not at all. */
  readonly hides: RegExp;
}

const judges: readonly Judge[] = [
  {
    name: 'containerd 2.3',
    release: '2.3.4',
    program: cached(/^containerd-[0-9a-f]+$/, 'containerd'),
    fixtures: ['current-containerd', 'containerd-gvisor'],
    formats: [3, 4],
    hides: /^version$/,
  },
  {
    name: 'containerd 1.4',
    release: '1.4.13',
    program: cached(/^containerd-1\.4\./, 'containerd'),
    fixtures: ['seed-004-kthw-1.21'],
    formats: [1, 2],
    // It hands a runtime's options on unread and shows none of them.
    hides: /^version$| → options → /,
  },
];

/** The spec of a fixture with other settings of its runtime. */
function withRuntime(fixture: string, runtime: object): string {
  const spec = parse(specText(fixture));
  spec.spec.runtime = { ...spec.spec.runtime, ...runtime };
  return stringify(spec);
}

/** config.toml as it is written for a format, with every kind of handler. */
function configIn(format: number, { release, fixtures: [fixture = ''] }: Judge): string {
  const handlers = [
    { name: 'runsc', type: 'gvisor', untrusted: true },
    { name: 'kata', type: 'kata' },
    { name: 'nvidia', type: 'nvidia' },
    { name: 'crun', type: 'runc', program: '/usr/bin/crun' },
  ];
  const spec = withRuntime(fixture, { version: release, handlers, config: { version: format } });
  const [document] = documentsOf(spec, fixture);
  const files = parse(document?.text ?? '', { version: '1.1' }).write_files;
  return files.find(({ path }: { path: string }) => path === '/etc/containerd/config.toml').content;
}

/** Format 1 has no number and calls the CRI plugin by its short name, which containerd shows as the long one. */
function placeIn(format: number, place: string): string {
  return format === 1 ? place.replace(/^plugins → cri/, 'plugins → io.containerd.grpc.v1.cri') : place;
}

for (const judge of judges) {
  judged(judge.name, judge.program, (containerd) => {
    const expectShown = (config: string, format = 0): void => {
      const shown = dump(containerd, config);
      for (const [place, value] of leaves(toml.parse(config))) {
        if (!judge.hides.test(place)) expect(shown.get(placeIn(format, place)), place).toEqual(value);
      }
    };

    it.each(goldens.filter(({ name }) => judge.fixtures.includes(name.split('/')[0] ?? '')))(
      '$name: every value shows',
      (golden) => expectShown(fileOf(golden, '/etc/containerd/config.toml').content),
    );

    it.each(judge.formats)('format %i with handlers: every value shows', (format) => {
      expectShown(configIn(format, judge), format);
    });

    it('has no key in its own configuration that we do not know', () => {
      const { version, ...config } = toml.parse(outputOf(containerd, ['config', 'default']));
      const spec = withRuntime(judge.fixtures[0] ?? '', { version: judge.release, config: { ...config, version } });
      const found = readCluster(spec).diagnostics.filter(({ code }) => code.startsWith('runtime-setting-'));
      expect(found).toEqual([]);
    });
  });
}
