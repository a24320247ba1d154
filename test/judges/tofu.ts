import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cached } from './judge.js';

/** OpenTofu, where it is built. */
export const opentofu = cached(/^opentofu-[0-9a-f]+$/, 'tofu');

/** Whether providers are fetched from their registry: no test leaves the machine unless it is told to. */
const registry = process.env.BOOTWRIGHT_TERRAFORM_REGISTRY === '1';

/** Providers that are built here, by their addresses. */
const built: Readonly<Record<string, { readonly version: string; readonly program: string | undefined }>> = {
  'hetznercloud/hcloud': { version: '1.68.0', program: cached(/^hcloud-[0-9a-f]+$/, 'terraform-provider-hcloud') },
};

/**
 * Whether OpenTofu can be given this provider: built here, or from its registry where that is allowed. In CI those that
 * are built are asked in any case: where one is missing, that fails.
 */
export function isAtHand(address: string): boolean {
  const own = built[address];
  return registry || (own !== undefined && (own.program !== undefined || process.env.CI !== undefined));
}

/** A folder for OpenTofu to work in, with the providers that are at hand. */
export function tofuFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-tofu-'));
  const mirror = join(folder, '.providers');
  for (const [address, { version, program }] of Object.entries(built)) {
    if (program === undefined) continue;
    const machine = process.arch === 'arm64' ? 'linux_arm64' : 'linux_amd64';
    const place = join(mirror, 'registry.opentofu.org', address, version, machine);
    mkdirSync(place, { recursive: true });
    const copy = join(place, `${basename(program)}_v${version}`);
    copyFileSync(program, copy);
    chmodSync(copy, 0o755);
  }
  mkdirSync(mirror, { recursive: true });
  const direct = registry ? `direct { exclude = ${JSON.stringify(Object.keys(built))} }` : '';
  const settings = `provider_installation {\n filesystem_mirror { path = ${JSON.stringify(mirror)} }\n ${direct}\n}\n`;
  writeFileSync(join(folder, '.tofurc'), settings);
  return folder;
}

/** What OpenTofu says, with its exit status. */
export interface TofuRun {
  readonly status: number | null;
  readonly data: string;
  readonly talk: string;
}

/** Runs OpenTofu in a folder below one of `tofuFolder`. */
export function tofu(program: string, home: string, folder: string, ...args: string[]): TofuRun {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TF_CLI_CONFIG_FILE: join(home, '.tofurc'),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
  };
  const run = spawnSync(program, [`-chdir=${folder}`, ...args], { env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return { status: run.status, data: run.stdout, talk: run.stderr };
}

/** The same, which must succeed: its standard output. */
export function tofuOutput(program: string, home: string, folder: string, ...args: string[]): string {
  const { status, data, talk } = tofu(program, home, folder, ...args);
  if (status !== 0) throw new Error(`tofu ${args.join(' ')} ended with ${status}:\n${data}${talk}`);
  return data;
}
