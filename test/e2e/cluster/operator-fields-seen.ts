import { dirname, join } from 'node:path';
import type { Report } from '../harness/report.js';
import type { Laboratory } from '../machine/laboratory.js';

/** What the spec of the row says. */
export const fields = {
  imagesName: 'of-the-image',
  kernelArguments: ['audit=0', 'transparent_hugepage=never'],
  swapMiB: 96,
  hugepages: 16,
  program: '/usr/local/bin/own-tool',
  unit: 'own.service',
  masked: 'fstrim.timer',
  hashsize: 65536,
  backlog: 8192,
  graceSeconds: 60,
  order: '/var/lib/order',
};

/** Each field, as it shows on the machine or in the cluster. */
export async function seeFields(lab: Laboratory, report: Report): Promise<void> {
  const check = (what: string, take: (lab: Laboratory) => Promise<string>): Promise<boolean> =>
    report.check(what, () => take(lab));
  await check('the kernel was started with the arguments, and by GRUB alone', kernelHas);
  await check('the commands ran once each, in their order', commandsRan);
  await check('the user logs in with the key, and may become root', userLogsIn);
  await check('swap is on, and the kubelet lets pods have some', swapIsOn);
  await check('huge pages are the node’s to give', hugepagesCount);
  await check("the machine has the node's name", nameIsOurs);
  await check('the program runs by its unit, and the masked unit not', unitsAreAsSaid);
  await check('the machine goes down as slowly as the kubelet wants', goesDownSlowly);
  await check('module options and sysctls are live', kernelIsSet);
}

async function kernelHas({ shell }: Laboratory): Promise<string> {
  const words = (await shell.run('cat /proc/cmdline')).trim();
  const missing = fields.kernelArguments.filter((word) => !words.split(' ').includes(word));
  if (missing.length > 0) throw new Error(`${words} lacks ${missing.join(', ')}`);
  const boots = Number(await shell.run('journalctl --list-boots --no-pager -q | wc -l'));
  if (!words.startsWith('BOOT_IMAGE=')) throw new Error(`not by GRUB: ${words}`);
  return `${words}; boot ${boots}`;
}

async function commandsRan({ shell }: Laboratory): Promise<string> {
  const said = (await shell.run(`cat ${fields.order}`)).trim().split('\n');
  const wanted = ['first inactive inactive', 'second active inactive', 'third active active'];
  if (said.join() !== wanted.join()) throw new Error(said.join('; '));
  const marks = await shell.run('ls /var/lib/bootwright/done /var/lib/bootwright/log | grep -c ^command-');
  if (marks.trim() !== '6') throw new Error(`${marks.trim()} marks and logs`);
  return said.join('; ');
}

async function userLogsIn({ document, port, outside }: Laboratory): Promise<string> {
  const options = ['BatchMode=yes', 'StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR'];
  const said = await outside(
    ...(['ssh', '-F', '/dev/null', '-i', join(dirname(document.pki), 'ops')] as const),
    ...options.flatMap((option) => ['-o', option]),
    ...[`ops@${port.address}`, 'id -un; sudo -n id -un'],
  );
  if (said !== 'ops\nroot\n') throw new Error(said);
  return said.trim().replace('\n', ', then ');
}

async function swapIsOn({ shell, kubectl, port }: Laboratory): Promise<string> {
  const [, ...active] = (await shell.run('cat /proc/swaps')).trim().split('\n');
  const kibibytes = Number(/^\/swapfile\s+file\s+(\d+)/.exec(active[0] ?? '')?.[1]);
  // The first page is the header.
  if (active.length !== 1 || kibibytes !== fields.swapMiB * 1024 - 4) throw new Error(active.join('; '));
  const said = await kubectl.run('get', '--raw', `/api/v1/nodes/${port.name}/proxy/configz`);
  const { kubeletconfig } = JSON.parse(said) as { kubeletconfig: { failSwapOn: boolean; memorySwap: object } };
  const { failSwapOn, memorySwap } = kubeletconfig;
  const seen = JSON.stringify({ failSwapOn, memorySwap });
  if (seen !== '{"failSwapOn":false,"memorySwap":{"swapBehavior":"LimitedSwap"}}') throw new Error(seen);
  return `${kibibytes} KiB, ${seen}`;
}

async function hugepagesCount({ kubectl, port }: Laboratory): Promise<string> {
  const { status } = await kubectl.get<{ status: { allocatable: Record<string, string> } }>('node', port.name);
  const seen = status.allocatable['hugepages-2Mi'];
  if (seen !== `${2 * fields.hugepages}Mi`) throw new Error(`hugepages-2Mi is ${seen}`);
  return seen;
}

/** cloud-init has set the image's own before, at this boot too. */
async function nameIsOurs({ shell, port }: Laboratory): Promise<string> {
  const [now = '', kept = ''] = (await shell.run('uname -n; cat /etc/hostname')).trim().split('\n');
  if (now !== port.name || kept !== port.name) throw new Error(`it is ${now}, and will be ${kept}`);
  const before = await shell.run(`journalctl --no-pager -o short | grep -c ' ${fields.imagesName} ' || :`);
  if (Number(before) === 0) throw new Error(`it never was ${fields.imagesName}`);
  return `${now}, which was ${fields.imagesName}`;
}

async function unitsAreAsSaid({ shell }: Laboratory): Promise<string> {
  const own = await shell.run(
    `cat /run/own-program; systemctl is-enabled ${fields.unit}; stat -c %a ${fields.program}`,
  );
  if (own !== 'own\nenabled\n755\n') throw new Error(own);
  const { stdout } = await shell.attempt(`systemctl is-enabled ${fields.masked}; systemctl is-active ${fields.masked}`);
  if (stdout !== 'masked\ninactive\n') throw new Error(`${fields.masked} is ${stdout}`);
  return `${fields.unit} enabled, ${fields.masked} masked`;
}

/** logind waits as long as the kubelet wants, whatever else the image says of it. */
async function goesDownSlowly({ shell }: Laboratory): Promise<string> {
  const manager = 'org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager';
  const said = (await shell.run(`busctl get-property ${manager} InhibitDelayMaxUSec`)).trim();
  if (said !== `t ${fields.graceSeconds * 1_000_000}`) throw new Error(`it waits ${said}`);
  const inhibitors = await shell.run('systemd-inhibit --list --no-legend');
  const ours = /^kubelet .*$/m.exec(inhibitors)?.[0];
  if (ours === undefined) throw new Error(inhibitors);
  return ours.replaceAll(/\s+/g, ' ');
}

async function kernelIsSet({ shell }: Laboratory): Promise<string> {
  const said = await shell.run('cat /sys/module/nf_conntrack/parameters/hashsize; /sbin/sysctl -n net.core.somaxconn');
  if (said !== `${fields.hashsize}\n${fields.backlog}\n`) throw new Error(said);
  return said.trim().replace('\n', ', ');
}
