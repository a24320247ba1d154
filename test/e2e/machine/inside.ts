import { compareFiles, readPlannedFiles } from '../document/planned-files.js';
import type { CommandResult } from '../harness/command.js';
import { patient } from '../harness/patience.js';
import { eventually } from '../harness/wait.js';
import type { Laboratory } from './laboratory.js';

/** What must be so on the machine itself, at every boot. Each throws when it isn't. */

const modules = ['overlay', 'br_netfilter'];
const sysctls = { 'net.bridge.bridge-nf-call-iptables': '1', 'net.ipv4.ip_forward': '1' };

export async function cloudInitIsDone({ shell }: Laboratory, limitMs = 300_000): Promise<undefined> {
  const { code, stdout } = await cloudInitStatus(shell, limitMs);
  const isDone = /^\.*status: done$/m.test(stdout);
  if (isDone && (code === 0 || (code === 2 && (await onlyDeprecatesItself(shell))))) return;
  throw new Error(`exit status ${code}\n${stdout.trim()}`);
}

/** How cloud-init ends; a connection that breaks meanwhile, as on a machine that gets no time, is made once more. */
export async function cloudInitStatus(shell: Laboratory['shell'], limitMs: number): Promise<CommandResult> {
  const deadline = performance.now() + patient(limitMs);
  for (;;) {
    const result = await shell.attempt('cloud-init status --wait --long', limitMs);
    if (result.code !== lostConnection || performance.now() > deadline) return result;
    await shell.opened(limitMs);
  }
}

/** ssh's exit status for an error of its own. */
const lostConnection = 255;

/** cloud-init calls a datasource of its own deprecated, whatever the document: that alone is "degraded done". */
async function onlyDeprecatesItself(shell: Laboratory['shell']): Promise<boolean> {
  const { stdout } = await shell.attempt('cloud-init status --format json');
  const said = JSON.parse(stdout) as { errors?: string[]; recoverable_errors?: Record<string, string[]> };
  const { DEPRECATED = [], ...others } = said.recoverable_errors ?? {};
  const itself = DEPRECATED.every((line) => line.startsWith('DataSource'));
  return (said.errors ?? []).length === 0 && Object.keys(others).length === 0 && itself;
}

/** On a machine whose document no cloud-init has read. */
export async function installIsDone({ shell, signal }: Laboratory): Promise<undefined> {
  await eventually('status.json says ready', 400_000, signal, async () => {
    const said = await shell.run('cat /var/lib/bootwright/status.json');
    const { state } = JSON.parse(said) as { state: string };
    if (state === 'failed') throw new Error(said);
    return state === 'ready' ? true : undefined;
  });
}

/** Soon after status.json does, which the install writes first. */
export async function consoleSaysReady({ machine, signal }: Laboratory): Promise<string> {
  const word = await eventually('the serial console says READY or FAILED', 30_000, signal, async () => {
    return /bootwright: (READY|FAILED).*/.exec(await machine.serialText())?.[0].trim();
  });
  if (!word.startsWith('bootwright: READY')) throw new Error(word);
  return word;
}

/** Those of the machine's first document, or of what it has become. */
export async function filesAreAsPlanned({ shell, document }: Laboratory, text?: string): Promise<string> {
  const planned = readPlannedFiles(text ?? document.readable ?? document.text);
  if (planned.length === 0) throw new Error('the document plans no file');
  const differences = await compareFiles(shell, planned);
  if (differences.length > 0) throw new Error(differences.join('\n'));
  return `${planned.length} files`;
}

export async function modulesAreLoaded({ shell }: Laboratory): Promise<undefined> {
  const loaded = new Set((await shell.run("cut -d' ' -f1 /proc/modules")).split('\n'));
  const absent = modules.filter((module) => !loaded.has(module));
  if (absent.length > 0) throw new Error(`not loaded: ${absent.join(', ')}`);
}

export async function sysctlsAreSet({ shell }: Laboratory): Promise<undefined> {
  const wanted = Object.entries(sysctls).map(([name, value]) => `${name} = ${value}`);
  const { stdout, stderr } = await shell.attempt(`/sbin/sysctl ${Object.keys(sysctls).join(' ')}`);
  const found = stdout.trim().split('\n');
  if (wanted.join() !== found.join()) throw new Error(`found ${found.join(', ')} ${stderr}`);
}

/** Off now; and at this boot it was on before, or was not, where that is known: the image starts with swap. */
export async function swapIsOff({ shell }: Laboratory, startedWith?: 'swap' | 'none'): Promise<undefined> {
  const [, ...active] = (await shell.run('cat /proc/swaps')).trimEnd().split('\n');
  if (active.length > 0) throw new Error(`active: ${active.join(', ')}`);
  const additions = await shell.run("journalctl -k -b -o cat --grep='^Adding .* swap on' || true");
  const wasOn = additions.includes(' swap on ');
  if (startedWith === 'swap' && !wasOn) throw new Error("the image's swap was never on, so nothing was switched off");
  if (startedWith === 'none' && wasOn) throw new Error(`this boot switched swap on: ${additions.trim()}`);
}

export async function bootId({ shell }: Pick<Laboratory, 'shell'>): Promise<string> {
  return (await shell.run('cat /proc/sys/kernel/random/boot_id')).trim();
}

export async function packageIsInstalled({ shell, mirror }: Laboratory, name: string): Promise<string> {
  await shell.run(`dpkg-query -W -f '\${Status}' ${name} | grep -qx 'install ok installed'`);
  const fetched = mirror.answers.find(
    ({ path, status }) => path.endsWith('.deb') && path.includes(name) && status < 300,
  );
  if (fetched === undefined) throw new Error(`${name} is installed, but was never fetched`);
  return fetched.path;
}
