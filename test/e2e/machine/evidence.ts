import { lastLines } from '../harness/command.js';
import type { Laboratory } from './laboratory.js';

/** What the machine said last, for whoever must find out why. */
export async function gatherEvidence({ machine, shell, kubectl }: Laboratory): Promise<string> {
  const sections = [section('the serial log ends', lastLines(await machine.serialText(), 40))];
  const commands = {
    'failed units': 'systemctl --failed --no-legend',
    'the install says': 'cd /var/lib/bootwright && cat status.json; tail -n 15 log/*; ls -l done cache',
    "cloud-init's output ends": 'tail -n 40 /var/log/cloud-init-output.log',
    'the journal ends': 'journalctl -b -n 120 --no-pager -o short-monotonic',
  };
  for (const [title, command] of Object.entries(commands)) {
    const found = await shell.attempt(command, 30_000).catch((error: Error) => ({ stdout: '', stderr: error.message }));
    sections.push(section(title, found.stdout || found.stderr));
  }
  const cluster = await kubectl
    .attempt('get', 'nodes,pods,events', '--all-namespaces', '-o', 'wide')
    .catch(() => undefined);
  sections.push(section('the cluster', cluster?.stdout ?? 'no answer'));
  return sections.join('');
}

function section(title: string, text: string): string {
  return `--- ${title}\n${text.trimEnd()}\n`;
}
