import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readPlannedFiles } from '../document/planned-files.js';
import { runCommand } from '../harness/command.js';
import { sources } from '../harness/places.js';
import type { Laboratory } from '../machine/laboratory.js';
import { type ClusterRow, holds, type ImageChange } from './row.js';
import { becomes, packagesCameFirst, type RpmSystem, rocky, specFor } from './rpm-systems.js';

/** The policy module that stands for container-selinux': its name, and where the package puts it. */
const module = 'container_selinux';
const modulePath = `/usr/share/selinux/packages/${module}.pp`;

/** What Debian's policy lacks for an image of any kind: it is there before the first boot. */
const guestModule = 'guest_image';

/** What RHEL's policy lets mount do from the start: cloud-init looks for its seed by it. */
const guestBoolean = 'allow_mount_anyfile';

/** Its policy comes as the real package's does: by a command once the package is there. */
const systemIn = (root: string): RpmSystem => ({
  ...rocky,
  packages: {
    ...rocky.packages,
    'container-selinux': {
      files: { [modulePath]: join(root, 'root/policy', `${module}.pp`) },
      post: `os.execute('semodule -i ${modulePath}')`,
    },
  },
});

/** The document for an rpm system whose SELinux enforces, in a Debian with its own policy. */
export const selinuxRow: ClusterRow = {
  name: 'selinux',
  what: "the document for Rocky 9 on a Debian 13 whose SELinux enforces Debian's policy from power-on: the rules for containers come by a package of dnf's, before all programs; all that is ours has the label that the policy wants, and nothing of ours is denied",
  guest: 'trixie',
  kernelWords: ['security=selinux', 'selinux=1', 'audit=1', 'audit_backlog_limit=8192'],
  image: enforces,
  spec: specFor(rocky),
  isMeant: holds([/dnf -qy/, /enable_selinux = true/, /restorecon/]),
  course: {
    whenReady: {
      what: 'SELinux enforces, the policy came before all programs, and labels and domains are right',
      take: async (lab) => `${await packagesCameFirst(lab, rocky)}; ${await isLabelled(lab)}`,
    },
    atEnd: {
      what: 'containers are confined, labels are right after the restart too, and nothing of ours was denied',
      take: async (lab) => [await isConfined(lab), await isLabelled(lab), await nothingIsDenied(lab)].join('; '),
    },
    expects: { byRpm: true },
  },
};

async function enforces(change: ImageChange): Promise<void> {
  const { root } = change;
  const work = join(root, 'root/policy');
  await mkdir(work);
  for (const file of [`${module}.te`, `${module}.fc`, `${guestModule}.te`, `${guestModule}.fc`])
    await copyFile(join(sources, 'guest', file), join(work, file));
  const policy = ['selinux-policy-default', 'selinux-policy-dev', 'selinux-utils', 'auditd', 'python3-selinux'];
  await becomes(systemIn(root), change, policy, async () => {
    const make = `make -f /usr/share/selinux/devel/Makefile ${module}.pp ${guestModule}.pp`;
    const install = `semodule -n -i ${guestModule}.pp && setsebool -N -P ${guestBoolean}=on`;
    await runCommand(['chroot', root, 'sh', '-c', `cd /root/policy && ${make} && ${install}`]);
  });
  await rm(work, { recursive: true });
  await writeFile(join(root, 'etc/selinux/config'), 'SELINUX=enforcing\nSELINUXTYPE=default\n');
  const contexts = '/etc/selinux/default/contexts/files/file_contexts';
  await runCommand(['chroot', root, 'setfiles', '-m', '-F', contexts, '/']);
}

/** The domains that units' programs run in, as the policy has it for these labels. */
const domains = { kubelet: 'kubelet_t', containerd: 'dockerd_t', 'kube-proxy': 'initrc_t' } as const;

/** What the install makes, with all that is in it, and by itself where programs write into it. */
const ours = ['/usr/local/bin', '/opt/bootwright', '/opt/cni/bin', '/var/lib/bootwright'];
const shared = ['/etc/cni/net.d', '/var/lib/kubelet', '/var/lib/kube-proxy', '/var/lib/kubernetes'];

async function isLabelled({ shell, document }: Laboratory): Promise<string> {
  const enforcing = (await shell.run('getenforce')).trim();
  if (enforcing !== 'Enforcing') throw new Error(`SELinux is ${enforcing}`);
  await shell.run(`semodule -l | grep -x ${module}`);
  const files = readPlannedFiles(document.readable ?? document.text).map(({ path }) => path);
  const single = new Set([...files, ...files.map((path) => dirname(path)), ...shared]);
  // It says what it would change.
  const wrong = await shell.run(`restorecon -Rnv ${ours.join(' ')}; restorecon -nv ${[...single].join(' ')}`);
  if (wrong.trim() !== '') throw new Error(`labels are not as the policy wants them:\n${wrong}`);
  const running = await shell.run('ps -eo label:60,comm');
  for (const [program, domain] of Object.entries(domains))
    if (!new RegExp(`:${domain}:\\S* +${program}$`, 'm').test(running)) throw new Error(`${program}:\n${running}`);
  const labels = await shell.run('stat -c "%C %n" /usr/local/bin/kubelet /opt/cni/bin/bridge /etc/cni/net.d');
  return `${enforcing}, ${files.length} files as the policy has them; ${labels.trim().replaceAll('\n', ', ')}`;
}

/** Each pod has a category of its own, and none may write where the CNI plugins lie. */
async function isConfined({ shell }: Laboratory): Promise<string> {
  const labels = (await shell.run('ps -eo label:60,comm')).match(/^\S*:container_t:s0:c\d+,c\d+(?= +app$)/gm) ?? [];
  const pods = new Set(labels);
  if (pods.size < 2) throw new Error(`containers that are confined apart: ${[...pods].join(', ')}`);
  return `${labels.length} containers of ${pods.size} pods are apart`;
}

/** A denial of the audit log: who was refused what, of what. */
const denial =
  /denied +\{ (?<what>.*?) \}.*? comm="?(?<program>[^" ]+).*? scontext=\S+?:\S+?:(?<who>\w+):\S* tcontext=\S+?:\S+?:(?<of>\w+):\S* tclass=(?<kind>\w+)/;

/** Denials that are no doing of ours, by how they are told below. */
const excused: readonly RegExp[] = [
  // Debian's policy confines services of the image more than they bear, and cloud-init's useradd. What they are refused of a
  // file of ours, which has one of these types, is ours.
  /^\S+: (?:NetworkManager|auditd|chronyd|getty|policykit|sshd|syslogd|system_dbusd|systemd_\w+|udev|useradd)_t (?!(?:etc|NetworkManager_etc|systemd_unit|sysctl|container|kube\w*)_)/,
  // What dnf has open when a package's own script calls semodule, and that setfiles.
  /^setfiles: setfiles_t (?:var_log|var_lib|initrc_tmp)_t:file \{ (?:read )?(?:append|write) \}/,
  // The kubelet makes logind's drop-in itself, in a directory that Debian's policy then takes for Kubernetes' own.
  /^systemd-logind: systemd_logind_t kubernetes_config_t:dir /,
];

async function nothingIsDenied({ shell }: Laboratory): Promise<string> {
  const { stdout } = await shell.attempt('ausearch --raw --input-logs -m avc,user_avc,selinux_err');
  const counts = new Map<string, number>();
  // An event has records beside the denial: the command, its files.
  for (const line of stdout.split('\n').filter((each) => /^type=(?:AVC|USER_AVC|SELINUX_ERR) /.test(each))) {
    const { program, who, of, kind, what } = denial.exec(line)?.groups ?? {};
    const said = program === undefined ? line : `${program}: ${who} ${of}:${kind} { ${what} }`;
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  const told = [...counts].map(([said, count]) => `${said} (${count})`).sort();
  const left = told.filter((each) => !excused.some((one) => one.test(each)));
  if (left.length > 0) throw new Error(`denied:\n${left.join('\n')}`);
  return `none of these denials is ours: ${told.join(', ')}`;
}
