import { spawnSync } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { documentsOf, specText } from './fixture-input.js';
import { installed } from './judges/judge.js';

/** What a metadata service says at a path. */
export interface Answer {
  readonly status?: number;
  readonly body?: string;
  /** A request header without which the answer is 401. */
  readonly header?: readonly [string, string];
}
/** A boot of a machine that finds out who it is. */
export interface Run {
  readonly provider?: string;
  readonly identity: object;
  /** Laid over the spec. */
  readonly spec?: object;
  readonly answers?: Readonly<Record<string, string | Answer | readonly Answer[]>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly path?: string;
  /** Its pauses take no time. */
  readonly hurried?: boolean;
  /** How often it asks at most, each time by a dozen processes: as its script says, or six times in a hurry. */
  readonly tries?: number;
  /** The addresses of the machine's interfaces, and those that it gets while it asks, by the number of the question. */
  readonly addresses?: readonly string[];
  readonly attached?: Readonly<Record<number, readonly string[]>>;
  /** Where the metadata service answers. */
  readonly served?: readonly string[];
}
export interface Outcome {
  readonly status: number;
  readonly output: string;
  readonly asked: readonly [method: string, path: string, headers: Record<string, string>][];
  readonly files: Readonly<Record<string, string | null>>;
}

export const identityFile = '/var/lib/bootwright/identity';
export const network = '/opt/cni/conf/10-bridge.conflist';
export const proxy = '/var/lib/kube-proxy/kube-proxy-config.yaml';
/** Addresses that the answers below name. */
const machines = [
  ...['10.0.0.2', '10.0.0.4', '10.0.1.5', '10.132.0.2', '10.240.0.20', '192.168.1.4'],
  ...['203.0.113.10', '203.0.113.11'],
];
/** A folder with what a machine needs to ask, but for curl, and with `more`. */
export function withPrograms(...more: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-programs-'));
  for (const program of ['bash', 'cat', 'ip', 'mkdir', 'mv', 'rm', 'sed', 'sleep', 'sync', 'timeout', ...more])
    symlinkSync(`/usr/bin/${program}`, join(folder, program));
  return folder;
}

export const programs = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The files of a document whose machine finds `identity` out by itself. */
const known = new Map<string, Record<string, string>>();
export function filesOf(provider: string, identity: object, changes: object = {}): Record<string, string> {
  const key = JSON.stringify([provider, identity, changes]);
  const files = known.get(key) ?? renderedFiles(provider, identity, changes);
  known.set(key, files);
  return files;
}

function renderedFiles(provider: string, identity: object, changes: object): Record<string, string> {
  const spec = parse(specText('identity-metadata'));
  spec.spec.target = { provider, os: 'debian-13', identity };
  spec.spec.paths = { cniConfig: '/opt/cni/conf' };
  for (const worker of spec.spec.workers) worker.podCIDR ??= '10.200.0.0/24';
  Object.assign(spec.spec, changes);
  const [document] = documentsOf(stringify(spec), 'identity-metadata');
  return Object.fromEntries(document?.plan.files.map(({ path, content }) => [path, content]) ?? []);
}

export function run({
  provider = 'gcp',
  identity,
  answers = {},
  files = {},
  path = programs,
  hurried = false,
  tries = hurried ? 6 : 60,
  addresses = machines,
  attached = {},
  spec = {},
  served = ['169.254.169.254'],
}: Run): Outcome {
  const planned = filesOf(provider, identity, spec);
  const { '/opt/bootwright/node-identity.sh': script, ...others } = planned;
  const kept = Object.entries(others).filter(([name]) => /^\/(opt|var\/lib)\//.test(name));
  const lists = Object.entries(answers).map(([question, answer]) => [
    question,
    typeof answer === 'string' ? [{ body: answer }] : [answer].flat(),
  ]);
  const input = {
    script: script?.replace(/^tries=60 /m, `tries=${tries} `),
    answers: Object.fromEntries(lists),
    files: { ...Object.fromEntries(kept), ...files },
    environment: { PATH: path },
    hurried,
    addresses,
    attached,
    served,
    expected: [identityFile, network, proxy],
  };
  const options = { input: JSON.stringify(input), encoding: 'utf8', timeout: 60_000 } as const;
  const { stdout, stderr } = spawnSync('unshare', [...apart, process.execPath, 'test/metadata-namespace.mjs'], options);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

// Root does without a user namespace, which some kernels keep from everybody else.
const apart = process.getuid?.() === 0 ? ['-nm'] : ['-rnm'];
export const namespaces = installed('unshare', ...apart, 'ip', 'address', 'add', '169.254.169.254/32', 'dev', 'lo');

export const azure = (path: string): string => `GET /metadata/instance/${path}?api-version=2021-02-01&format=text`;
export const azureNetwork = 'GET /metadata/instance/network?api-version=2021-02-01';
/** Interfaces with their addresses, as the service spells them. */
export const azureInterfaces = (...interfaces: string[][]): string =>
  JSON.stringify({
    interface: interfaces.map((addresses) => ({
      ipv4: {
        ipAddress: addresses.map((privateIpAddress) => ({ privateIpAddress, publicIpAddress: '' })),
        subnet: [{ address: '10.0.0.0', prefix: '24' }],
      },
      ipv6: { ipAddress: [] },
      macAddress: '0011AAFFBB22',
    })),
  });
export const google = (path: string): string => `GET /computeMetadata/v1/instance/${path}`;
export const header = (name: string, value: string) => ({ header: [name, value] }) as const;
export const flavor = header('metadata-flavor', 'Google');
export const metadata = header('metadata', 'true');
export const session = header('x-aws-ec2-metadata-token', 'AQAEA-token_1==');
export const token = {
  'PUT /latest/api/token': { body: 'AQAEA-token_1==', ...header('x-aws-ec2-metadata-token-ttl-seconds', '60') },
};
