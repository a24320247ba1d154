import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Spec } from '../document/document.js';
import { runCommand, tryCommand } from '../harness/command.js';
import { repository } from '../harness/places.js';

const cli = join(repository, 'dist', 'cli.js');
const bootwright = [process.execPath, cli] as const;

/** Impacts from the least to the most, and how NODE.sh's last line begins. */
export const impactWords: Readonly<Record<string, RegExp>> = {
  nothing: /^nothing on the machine$/,
  written: /^nothing restarts$/,
  restart: /^restarts [^:]* \(pods keep running\)$/,
  runtime: /^restarts the runtime: .* \(pods keep running\)$/,
  drain: /^needs a drain/,
  reboot: /^needs a reboot/,
  machine: /^needs a new machine$/,
};

/** What `bootwright diff` says of a machine. */
export interface Said {
  /** Files that are written, and those that stay. */
  readonly files: readonly string[];
  readonly removed: readonly string[];
  readonly impact: string;
  readonly impacts: readonly string[];
  readonly restarts: readonly string[];
}

/** A spec as the script of its node; nothing where it is refused. */
export async function renderNode(spec: Spec, folder: string, name: string, node: string): Promise<string | undefined> {
  const file = join(folder, `${name}.yaml`);
  await writeFile(file, stringify(spec));
  const argv = [
    ...bootwright,
    'render',
    file,
    '--node',
    node,
    '--as',
    'script',
    '--stdout',
    '--pki',
    join(folder, 'pki'),
  ];
  const { code, stdout, stderr } = await tryCommand(argv as unknown as [string], { timeoutMs: 120_000 });
  if (code === 1) return undefined;
  if (code !== 0) throw new Error(stderr);
  const script = join(folder, `${name}.sh`);
  await writeFile(script, stdout, { mode: 0o600 });
  return stdout;
}

/** Keys of all names, kept where they are. */
export async function issueKeys(spec: Spec, folder: string): Promise<void> {
  const file = join(folder, 'keys.yaml');
  await writeFile(file, stringify(spec));
  for (const word of ['init', 'issue'])
    await runCommand([...bootwright, 'pki', word, file, '--pki', join(folder, 'pki')] as unknown as [string], {
      timeoutMs: 120_000,
    });
}

interface Told {
  readonly impact: string;
  readonly restarts: readonly string[];
  readonly changes: readonly { readonly impact: string }[];
}

/** What changes between two scripts, in the product's words. */
export async function diffNodes(folder: string, old: string, now: string): Promise<Said> {
  const argv = [...bootwright, 'diff', join(folder, `${old}.sh`), join(folder, `${now}.sh`), '--format', 'json'];
  const { stdout, stderr, code } = await tryCommand(argv as unknown as [string], { timeoutMs: 120_000 });
  if (code > 1) throw new Error(stderr);
  const [machine] = JSON.parse(stdout) as {
    changes: { what: string; name: string; change: string }[];
    told: Told;
  }[];
  const files = (machine?.changes ?? []).filter(({ what }) => what === 'file');
  return {
    files: files
      .filter(({ change }) => change !== 'removed')
      .map(({ name }) => name)
      .sort(),
    removed: files.filter(({ change }) => change === 'removed').map(({ name }) => name),
    impact: machine?.told.impact ?? 'nothing',
    impacts: (machine?.told.changes ?? []).map(({ impact }) => impact),
    restarts: machine?.told.restarts ?? [],
  };
}
