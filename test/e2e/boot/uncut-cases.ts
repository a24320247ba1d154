import { filesAreAsPlanned } from '../machine/inside.js';
import type { Suite } from '../supplies/guest.js';
import type { BootCase } from './case.js';
import { becomesReady, lastWord } from './endings.js';
import { compareInventories, takeInventory } from './inventory.js';
import type { Stage } from './stage.js';

export const uncutName = (suite: Suite): string => `uncut-${suite}`;

/** Everything of a service that a restart would change. */
const marks = ['MainPID', 'ActiveEnterTimestampMonotonic', 'NRestarts', 'InvocationID'];

export function uncutCases(suites: readonly Suite[]): readonly BootCase[] {
  return suites.map((suite) => ({
    name: uncutName(suite),
    what: 'nothing goes wrong; then the unit and the script run a second time and change nothing',
    guest: suite,
    limitMinutes: 12,
    play: bootTwice,
  }));
}

async function bootTwice(stage: Stage): Promise<string> {
  const { machine, shell, inventories, supplies } = stage;
  machine.powerOn();
  await becomesReady(stage);
  await filesAreAsPlanned(stage);
  await nothingSecretIsLogged(stage);
  const said = await lastWord(stage);
  const inventory = await takeInventory(shell);
  await inventories.set(supplies.guest, inventory);
  const services = await serviceMarks(stage);
  const start = await shell.run("systemctl show -p ExecStart --value bootwright | grep -o 'argv\\[\\]=[^;]*'");
  for (const again of ['systemctl start bootwright', start.trim().replace('argv[]=', '')]) {
    await shell.run(again, 120_000);
    const differences = compareInventories(inventory, await takeInventory(shell));
    if (differences.length > 0) throw new Error(`"${again}" changed the machine:\n${differences.join('\n')}`);
    const now = await serviceMarks(stage);
    if (now !== services) throw new Error(`"${again}" restarted something:\n${services}\nbecame\n${now}`);
  }
  return `${said}; ${inventory.length} lines of inventory`;
}

/** No line of a key's own text stands in a log or in the journal. */
async function nothingSecretIsLogged({ shell, document }: Stage): Promise<undefined> {
  const lines = [...document.text.matchAll(/PRIVATE KEY-----\n\s*(\S{40,})/g)].map(([, line]) => line);
  if (lines.length < 2) throw new Error('the document has no keys to look for');
  const patterns = lines.map((line) => `-e '${line}'`).join(' ');
  const { stdout } = await shell.attempt(
    `grep -rlF ${patterns} /var/log /var/lib/bootwright; journalctl -o cat --no-pager | grep -F ${patterns}`,
  );
  if (stdout !== '') throw new Error(`a key's text stands in: ${stdout}`);
}

async function serviceMarks({ shell }: Stage): Promise<string> {
  return shell.run(`systemctl show -p Id,${marks.join()} containerd kubelet kube-proxy`);
}
