import { lastLines } from './command.js';
import type { Laboratory } from './laboratory.js';

/** Prints what the machine said last, for whoever must find out why. */
export async function printEvidence({ machine, shell, kubectl }: Laboratory): Promise<void> {
  section('the serial log ends', lastLines(await machine.serialText(), 40));
  const commands = {
    'failed units': 'systemctl --failed --no-legend',
    "cloud-init's output ends": 'tail -n 40 /var/log/cloud-init-output.log',
    'the journal ends': 'journalctl -b -n 120 --no-pager -o short-monotonic',
  };
  for (const [title, command] of Object.entries(commands)) {
    const found = await shell.attempt(command, 30_000).catch((error: Error) => ({ stdout: '', stderr: error.message }));
    section(title, found.stdout || found.stderr);
  }
  const cluster = await kubectl
    .attempt('get', 'nodes,pods,events', '--all-namespaces', '-o', 'wide')
    .catch(() => undefined);
  section('the cluster', cluster?.stdout ?? 'no answer');
}

function section(title: string, text: string): void {
  console.log(`--- ${title}\n${text.trimEnd()}`);
}
