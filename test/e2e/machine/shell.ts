import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Argv, type CommandResult, runCommand, tryCommand } from '../harness/command.js';
import { patient } from '../harness/patience.js';
import { eventually } from '../harness/wait.js';
import type { Network, Port } from '../network/network.js';
import type { Guest } from '../supplies/guest.js';

/** Root's way into a guest. */
export interface Shell {
  /** Runs a shell command in the guest; a non-zero exit status is a value. */
  attempt(command: string, limitMs?: number): Promise<CommandResult>;
  /** Runs a shell command that must succeed. */
  run(command: string, limitMs?: number): Promise<string>;
  copy(file: string, to: string): Promise<void>;
  /** Waits until the guest answers. */
  opened(limitMs: number): Promise<void>;
  /** Drops the connection that the commands share. */
  close(): Promise<unknown>;
}

export async function openShell(
  network: Network,
  guest: Guest,
  port: Port,
  folder: string,
  signal: AbortSignal,
): Promise<Shell> {
  const options = [
    ...['-F', '/dev/null', '-i', guest.loginKey, ...(await hostKeyOptions(guest, port, folder))],
    // It counts until sshd has said its name, which a busy guest takes seconds for.
    ...[
      '-o',
      'BatchMode=yes',
      '-o',
      `ConnectTimeout=${patient(5)}`,
      '-o',
      'LogLevel=ERROR',
      '-o',
      'ServerAliveInterval=10',
    ],
    // A login costs seconds of emulated cryptography: pay once.
    ...['-o', 'ControlMaster=auto', '-o', `ControlPath=${join(folder, 'ssh')}`, '-o', 'ControlPersist=20'],
  ];
  const ssh = (command: string): Argv => network.inside(['ssh', ...options, `root@${port.address}`, command]);
  const attempt: Shell['attempt'] = (command, limitMs = 60_000) =>
    tryCommand(ssh(command), { signal, timeoutMs: limitMs });
  const run: Shell['run'] = (command, limitMs = 60_000) => runCommand(ssh(command), { signal, timeoutMs: limitMs });
  const close: Shell['close'] = () =>
    tryCommand(['ssh', ...options, '-O', 'exit', port.address], { timeoutMs: 10_000 });
  const opened: Shell['opened'] = async (limitMs) => {
    await close();
    await eventually(`ssh to ${port.name}`, limitMs, signal, () => run('true', patient(15_000)));
  };
  const copy: Shell['copy'] = async (file, to) => {
    await runCommand(ssh(`cat >'${to}'`), { signal, timeoutMs: 60_000, input: await readFile(file) });
  };
  return { attempt, run, copy, opened, close };
}

async function hostKeyOptions({ knownHostKey }: Guest, port: Port, folder: string): Promise<readonly string[]> {
  if (knownHostKey === undefined) return ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'];
  const knownHosts = join(folder, 'known-hosts');
  const [type, key] = knownHostKey.split(' ');
  await writeFile(knownHosts, `${port.address} ${type} ${key}\n`);
  return ['-o', `UserKnownHostsFile=${knownHosts}`];
}
