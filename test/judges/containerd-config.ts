import { spawnSync } from 'node:child_process';
import toml from '@iarna/toml';
import { stringify } from 'yaml';
import { readCluster, renderDocuments } from '../../src/index.js';
import { noCredentials } from '../../src/plan/plan-node.js';
import { overlay, tomlText } from '../../src/plan/serialise.js';
import { hasErrors } from '../../src/spec/severity.js';
import type { DrawnConfig } from './drawn-configs.js';

/** A runtime of a release, and how its configuration is asked about. */
export interface JudgedRuntime {
  readonly name: 'containerd' | 'crio';
  readonly version: string;
  readonly kubernetes: string;
  readonly file: RegExp;
  /** The version of the file's format, for containerd. */
  readonly format?: number;
}

function specOf({ name, version, kubernetes, format }: JudgedRuntime, config: DrawnConfig): string {
  return stringify({
    apiVersion: 'bootwright/v1alpha1',
    kind: 'Cluster',
    metadata: { name: 'drawn' },
    spec: {
      kubernetes: { version: kubernetes },
      controlPlane: { endpoint: 'https://10.240.0.10:6443' },
      network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
      target: { os: 'debian-12' },
      // Not every release that is judged has a digest in the catalogue, and nothing is fetched here.
      artifacts: { overrides: { [name]: { unverified: true } } },
      workers: [{ name: 'worker-0', address: '10.240.0.20', podCIDR: '10.200.0.0/24' }],
      runtime: { name, version, config: format === undefined ? config : { ...config, version: format } },
    },
  });
}

/** What our rules refuse of a configuration; empty for nothing. */
export function ours(runtime: JudgedRuntime, config: DrawnConfig): string[] {
  const { diagnostics } = readCluster(specOf(runtime, config));
  return diagnostics
    .filter((each) => hasErrors([each]))
    .map(({ code, path, args }) => {
      const what = args.got === undefined ? '' : `${args.wanted}, not ${args.got}`;
      return `${code} ${path.join('.')}: ${args.effect ?? ''} ${args.why ?? args.range ?? what}`;
    });
}

/** The file that the machine gets without a configuration of its own. */
export function baseFile(runtime: JudgedRuntime): Record<string, unknown> {
  const { cluster, diagnostics } = readCluster(specOf(runtime, {}));
  if (!cluster) throw new Error(JSON.stringify(diagnostics));
  const [document] = renderDocuments(cluster, cluster.nodes, () => noCredentials);
  const file = document?.plan.files.find(({ path }) => runtime.file.test(path));
  return toml.parse(file?.content ?? '');
}

/** What a release's own code says of each configuration; empty where it takes it. */
export function theirs(program: string, base: Record<string, unknown>, configs: readonly DrawnConfig[]): string[] {
  const lines = configs.map((config) => JSON.stringify({ config: tomlText(overlay(base, config)) }));
  return asked(program, lines);
}

/** What the program holds of each key, as data/ has it: table, key, what it holds. */
export function heldTypes(program: string): string[] {
  return JSON.parse(asked(program, [JSON.stringify({ kind: 'types' })])[0] ?? '[]');
}

/** What the program's runtime holds where nothing is said, and the version of the file's format. */
export function standardConfig(program: string): Record<string, unknown> {
  return JSON.parse(JSON.stringify(toml.parse(asked(program, [JSON.stringify({ kind: 'default' })])[0] ?? '')));
}

function asked(program: string, lines: readonly string[]): string[] {
  const options = { input: `${lines.join('\n')}\n`, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { stdout, stderr, status } = spawnSync(program, options);
  const said = stdout
    .trim()
    .split('\n')
    .map((line) => String(JSON.parse(line).error));
  if (status !== 0 || said.length !== lines.length) throw new Error(`${program}: ${status} ${stderr.slice(-2000)}`);
  return said;
}
