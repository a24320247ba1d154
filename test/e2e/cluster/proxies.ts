import { join } from 'node:path';
import { runCommand } from '../harness/command.js';
import { eventually } from '../harness/wait.js';
import type { Laboratory } from '../machine/laboratory.js';
import { clusterFile } from './cluster-side.js';
import { type ClusterRow, holds } from './row.js';

/** What a mode of kube-proxy leaves on the machine: the command that shows it, and the API server's Service in its words. */
interface Trace {
  readonly look: string;
  readonly sign: RegExp;
}

const traces: Readonly<Record<'iptables' | 'ipvs' | 'nftables', Trace>> = {
  iptables: { look: 'iptables-save -t nat', sign: /-A KUBE-SERVICES -d 10\.32\.0\.1\/32 .*-j KUBE-SVC-/ },
  ipvs: { look: 'cat /proc/net/ip_vs', sign: /TCP {2}0A200001:01BB \w+/ },
  nftables: { look: 'nft list map ip kube-proxy service-ips', sign: /10\.32\.0\.1 \. tcp \. 443 : goto service-\S+/ },
};

function proxy(mode: keyof typeof traces, what: string, packages: readonly string[] = []): ClusterRow {
  const { look, sign } = traces[mode];
  return {
    name: `proxy-${mode}`,
    what,
    guest: 'trixie',
    packages,
    spec: { proxy: { mode } },
    isMeant: holds([new RegExp(`^ *mode: ${mode}$`, 'm')]),
    course: { whenReady: { what: `kube-proxy works by ${mode}`, take: (lab) => shows(lab, look, sign) } },
  };
}

function shows({ shell, signal }: Laboratory, look: string, sign: RegExp): Promise<string> {
  return eventually(`the API server's Service in ${look}`, 60_000, signal, async () => {
    const said = await shell.run(look);
    const found = sign.exec(said)?.[0];
    if (found === undefined) throw new Error(said.slice(0, 400));
    return found;
  });
}

/** Where the node that does without kube-proxy sends packets for Services. */
const router = '10.240.0.11';

/** A drop-in for the image's own network settings. */
const hostRoute = {
  path: '/etc/systemd/network/10-dhcp.network.d/services.conf',
  content: `[Route]\nDestination=10.32.0.0/24\nGateway=${router}\nGatewayOnLink=yes\n`,
};

const noProxy: ClusterRow = {
  name: 'proxy-none',
  what: 'no kube-proxy: a route of the host, by a file in the spec, leads to a router that knows the Services',
  guest: 'trixie',
  spec: {
    proxy: { mode: 'none' },
    host: { files: [hostRoute] },
    firstBoot: { onReady: 'networkctl reload\n' },
  },
  isMeant: holds([/Gateway=10\.240\.0\.11/], [/kube-proxy\.service/, /KubeProxyConfiguration/]),
  course: {
    whenReady: { what: 'no kube-proxy runs, a route leads to a router, and the router knows Services', take: isRouted },
    expects: { servicesBy: 'route' },
  },
};

async function isRouted(lab: Laboratory): Promise<string> {
  const { shell, signal } = lab;
  const running = await shell.attempt('pgrep -x kube-proxy; systemctl cat kube-proxy 2>/dev/null');
  if (running.stdout !== '') throw new Error(`there is a kube-proxy: ${running.stdout}`);
  const [route = ''] = (await shell.run('ip route get 10.32.0.1')).split('\n');
  if (!route.includes(`via ${router} `)) throw new Error(route);
  await startRouter(lab);
  await eventually('the API server by its Service', 60_000, signal, () =>
    shell.run('curl -sSk https://10.32.0.1/healthz'),
  );
  return route.trim();
}

/** A router that is no node, with a kube-proxy of its own. */
async function startRouter(lab: Laboratory): Promise<void> {
  const { network, supplies, port } = lab;
  const off = '/proc/sys/net/ipv4/conf/*/send_redirects /proc/sys/net/bridge/bridge-nf-call-iptables';
  // Else the bridge itself sends on what was meant for a Service, and never to where it came from.
  await runCommand(network.inside(['sh', '-c', `ip address add ${router}/24 dev bridge0 && echo 0 | tee ${off}`]));
  network.start('kube-proxy', [
    join(supplies.binaries.kubernetes, 'kube-proxy'),
    `--kubeconfig=${clusterFile(lab, 'admin.kubeconfig')}`,
    '--proxy-mode=nftables',
    '--masquerade-all',
    // It waits for a node of that name before it does anything.
    `--hostname-override=${port.name}`,
    // The table of connections is this machine's, which is not the test's to set.
    ...['max-per-core=0', 'tcp-timeout-established=0', 'tcp-timeout-close-wait=0'].map((one) => `--conntrack-${one}`),
  ]);
}

/** Every way to carry Services. */
export const proxyRows: readonly ClusterRow[] = [
  proxy('nftables', 'the newest of all: kube-proxy by nftables, containerd 2.3'),
  proxy('iptables', 'kube-proxy by iptables'),
  proxy('ipvs', 'kube-proxy by ipvs', ['ipvsadm', 'libnl-3-200', 'libnl-genl-3-200', 'libpopt0']),
  noProxy,
];
