import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterFile } from '../cluster/cluster-side.js';
import * as outside from '../control-plane/outside.js';
import * as pods from '../control-plane/pods.js';
import { serviceAnswers } from '../control-plane/reached.js';
import { client, deployment, nodePort, server, serverOn, service } from '../control-plane/workload.js';
import { runCommand } from '../harness/command.js';
import { eventually } from '../harness/wait.js';
import { filesAreAsPlanned } from '../machine/inside.js';
import { gateway, metadataAddress } from '../network/network.js';
import { addPackages } from '../supplies/changed-disk.js';
import { addFirewalld } from '../supplies/firewalld.js';
import type { Suite } from '../supplies/guest.js';
import type { BootCase } from './case.js';
import { becomesReady, endsReady, lastWord } from './endings.js';
import type { Stage } from './stage.js';

/** A firewall that an image comes with, closed but for ssh. */
interface Firewall {
  readonly name: string;
  readonly what: string;
  /** By a provider whose images are known for it, or by the spec's own word. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly add: (root: string, suite: Suite) => Promise<unknown>;
}

/** Of OCI's own images. */
const ociRules = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p icmp -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -p udp --sport 123 -j ACCEPT
-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT
-A INPUT -j REJECT --reject-with icmp-host-prohibited
-A FORWARD -j REJECT --reject-with icmp-host-prohibited
COMMIT
`;

const firewalls: readonly Firewall[] = [
  {
    name: 'ufw',
    what: "ufw is on and lets ssh in, nothing else, as in Vultr's images",
    spec: { target: { provider: 'vultr' } },
    add: async (root, suite) => {
      await addPackages(root, suite, ['ufw']);
      // Without a network: it must not ask this machine's own firewall.
      const ufw = ['unshare', '-n', 'chroot', root] as const;
      await runCommand([...ufw, 'ufw', 'allow', '22/tcp']);
      await runCommand([...ufw, 'sed', '-i', 's/^ENABLED=no/ENABLED=yes/', '/etc/ufw/ufw.conf']);
      await runCommand([...ufw, 'systemctl', 'enable', 'ufw']);
    },
  },
  {
    name: 'iptables',
    what: "netfilter-persistent loads rules that reject all but ssh, forwarded packets too, as in OCI's images",
    spec: { target: { provider: 'oci' } },
    add: async (root, suite) => {
      await addPackages(root, suite, ['iptables-persistent']);
      await writeFile(join(root, 'etc/iptables/rules.v4'), ociRules);
      await runCommand(['chroot', root, 'systemctl', 'enable', 'netfilter-persistent']);
    },
  },
  {
    name: 'firewalld',
    what: 'firewalld is on with its default zone, which lets ssh in, as after an installation by hand',
    spec: { target: { provider: 'generic' }, host: { firewall: 'open' } },
    add: addFirewalld,
  },
];

/** Images that are not as their provider's others: closed by a firewall, or without systemd's resolver. */
export function imageCases(guest: Suite): readonly BootCase[] {
  return [
    ...firewalls.map(
      ({ name, what, spec, add }): BootCase => ({
        name: `firewall-on-${name}`,
        what: `${what}: pods answer from outside, also after a restart; all else stays closed`,
        guest,
        image: { change: add },
        changes: { spec },
        limitMinutes: 15,
        isUncompared: true,
        play: isOpenForPods,
      }),
    ),
    {
      name: 'no-resolved',
      what: 'the image has no systemd-resolved, and /etc/resolv.conf names the name server itself',
      guest,
      image: { change: removeResolved },
      limitMinutes: 12,
      play: findsTheResolver,
    },
  ];
}

async function isOpenForPods(stage: Stage): Promise<string> {
  const { machine, shell, kubectl } = stage;
  machine.powerOn();
  await becomesReady(stage);
  await filesAreAsPlanned(stage);
  await kubectl.run('apply', '-f', clusterFile(stage, 'rbac.yaml'));
  try {
    await outside.importImages(stage);
    await pods.podsRun(stage);
    await podsAnswer(stage);
    await machine.restart(() => shell.attempt('systemctl reboot'), 90_000);
    await becomesReady(stage);
    await pods.readyPodsAgain(stage);
    await podsAnswer(stage);
  } finally {
    const all = [`pod/${server}`, `pod/${client}`, `service/${service}`, `deployment/${deployment}`];
    await kubectl.attempt('delete', '--ignore-not-found', '--force', '--grace-period=0', ...all);
  }
  return lastWord(stage);
}

/** From a pod, the node and outside, by the Service, the node's port and the pod's own address; and nothing else is open. */
async function podsAnswer(stage: Stage): Promise<undefined> {
  const { kubectl, outside: run, shell, port } = stage;
  await serviceAnswers(stage);
  await outside.logsWork(stage);
  await outside.execWorks(stage);
  const { status } = await kubectl.get<{ status: { podIP: string } }>('pod', server);
  const answer = await run('curl', '-sS', '--fail', '--max-time', '5', `http://${status.podIP}:8080`);
  if (!answer.startsWith(server)) throw new Error(`the pod's own address answers ${answer}`);
  // A program on the node that is none of Kubernetes'.
  await shell.run('systemd-run -q --collect --unit=other python3 -m http.server 9999');
  await eventually('the other program answers the node itself', 20_000, stage.signal, () =>
    shell.run('curl -sS -o /dev/null --max-time 5 http://127.0.0.1:9999'),
  );
  // From an address that is in none of the machines' networks.
  const asStranger = ['curl', '-sS', '--fail', '--max-time', '5', '--interface', metadataAddress] as const;
  await run(...asStranger, `http://${port.address}:${nodePort}`);
  const other = await stage.outsideAtLength(...asStranger, `http://${port.address}:9999`);
  if (other.code === 0) throw new Error('the firewall lets everything in: port 9999 answers');
  await shell.run('systemctl stop other');
}

async function removeResolved(root: string, suite: Suite): Promise<void> {
  // Before bookworm it is a part of systemd.
  if (suite === 'bullseye') await runCommand(['chroot', root, 'systemctl', 'mask', 'systemd-resolved']);
  else await runCommand(['chroot', root, 'dpkg', '--purge', 'systemd-resolved']);
  const file = join(root, 'etc/resolv.conf');
  await rm(file, { force: true });
  await writeFile(file, `nameserver ${gateway}\n`);
}

async function findsTheResolver(stage: Stage): Promise<string> {
  const { machine, kubectl, shell, port } = stage;
  machine.powerOn();
  const said = await endsReady(stage, undefined, /systemd-resolved|systemd-resolve|libnss-resolve/);
  await kubectl.run('apply', '-f', clusterFile(stage, 'rbac.yaml'));
  const configz = await kubectl.run('get', '--raw', `/api/v1/nodes/${port.name}/proxy/configz`);
  const { resolvConf } = (JSON.parse(configz) as { kubeletconfig: { resolvConf: string } }).kubeletconfig;
  await outside.importImages(stage);
  const pod = serverOn(port.name, 'resolving') as { spec: object };
  try {
    await kubectl.apply({ ...pod, spec: { ...pod.spec, dnsPolicy: 'Default' } });
    const text = await eventually('the pod has a resolv.conf', 90_000, stage.signal, async () => {
      const { stdout } = await shell.attempt(
        'cat /var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/*/resolv.conf',
      );
      return stdout === '' ? undefined : stdout;
    });
    if (!text.includes(`nameserver ${gateway}\n`)) throw new Error(`a pod's resolv.conf is: ${text}`);
  } finally {
    await kubectl.attempt('delete', 'pod', 'resolving', '--force', '--grace-period=0');
  }
  return `${said}; resolvConf is ${resolvConf}`;
}
