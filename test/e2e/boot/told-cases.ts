import type { Changes } from '../document/document.js';
import { gateway, metadataAddress } from '../network/network.js';
import { startWitness, type Witness } from '../network/witness.js';
import type { Suite } from '../supplies/guest.js';
import type { BootCase } from './case.js';
import { becomesReady, endsFailed } from './endings.js';
import type { Stage } from './stage.js';

const reportPort = 8090;

const changes: Changes = {
  spec: {
    firstBoot: {
      reportURL: `http://${gateway}:${reportPort}/nodes`,
      onReady: 'systemctl is-active kubelet >>/var/tmp/on-ready\n',
      onFailed: 'echo "$1" >>/var/tmp/on-failed\n',
    },
    host: { blockMetadata: true },
  },
};

/** How a machine tells others of its end, and that its pods can't ask for its keys. */
export function toldCases(guest: Suite): readonly BootCase[] {
  return [
    {
      name: 'told-when-ready',
      what: "the report URL, the spec's script and the metadata block of a boot that goes well, and of the next",
      guest,
      changes,
      limitMinutes: 12,
      play: tellsReady,
    },
    {
      name: 'told-when-failed',
      what: "the report URL and the spec's scripts of a boot that fails (/opt/cni/bin is read-only), and of the cured one",
      guest,
      changes,
      limitMinutes: 15,
      play: tellsFailed,
    },
  ];
}

async function tellsReady(stage: Stage): Promise<string> {
  const { machine, network, shell } = stage;
  const listener = await startWitness(network, { address: gateway, port: reportPort });
  const metadata = await startWitness(network, { address: metadataAddress, port: 80 });
  try {
    machine.powerOn();
    await becomesReady(stage);
    await scriptsSaid(stage, 'active', '');
    expectReports(listener, ['ready']);
    await metadataIsTheNodesAlone(stage);
    await machine.restart(() => shell.attempt('systemctl reboot'), 90_000);
    await becomesReady(stage);
    expectReports(listener, ['ready']);
    await scriptsSaid(stage, 'active', '');
    await metadataIsTheNodesAlone(stage);
    const asked = metadata.requests.map(({ from }) => from).join();
    if (asked !== `${stage.port.address},${stage.port.address}`) throw new Error(`metadata was asked for by ${asked}`);
  } finally {
    await Promise.all([listener.stop(), metadata.stop()]);
  }
  return 'one report, one run of the script; metadata for the node, none for its pods, also after a restart';
}

async function tellsFailed(stage: Stage): Promise<string> {
  const { machine, network, shell } = stage;
  const listener = await startWitness(network, { address: gateway, port: reportPort });
  try {
    machine.powerOn({ hook: ['readonly=/opt/cni/bin'] });
    stage.note(await endsFailed(stage, ['host', 'cni-plugins'], /read-only file system/i));
    const [failed] = expectReports(listener, ['failed']);
    await scriptsSaid(stage, '', failed?.step ?? '');
    // What the spec's script wrote is its own to make durable, and this one does not.
    await shell.run('sync');
    await machine.cutPower();
    machine.powerOn();
    await becomesReady(stage);
    expectReports(listener, ['failed', 'ready']);
    await scriptsSaid(stage, 'active', failed?.step ?? '');
    return `reports: failed ${failed?.step}, then ready; each script ran once`;
  } finally {
    await listener.stop();
  }
}

interface Told {
  readonly node: string;
  readonly state: string;
  readonly step: string;
}

/** What was told to the report URL, which must be these ends of this node and no others. */
function expectReports({ requests }: Witness, states: readonly string[]): readonly Told[] {
  const told = requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body) as Told);
  const said = told.map(({ node, state }) => `${node} ${state}`).join();
  const wanted = states.map((state) => `worker-0 ${state}`).join();
  if (said !== wanted) throw new Error(`told: ${said || 'nothing'}; wanted: ${wanted}`);
  return told;
}

/** What the spec's scripts left, over all boots. */
async function scriptsSaid({ shell }: Stage, ready: string, failed: string): Promise<undefined> {
  const said = async (file: string): Promise<string> => (await shell.attempt(`cat /var/tmp/${file}`)).stdout.trim();
  const [onReady, onFailed] = [await said('on-ready'), await said('on-failed')];
  if (onReady !== ready || onFailed !== failed)
    throw new Error(`on-ready said "${onReady}", on-failed "${onFailed}"; wanted "${ready}", "${failed}"`);
}

/** A network namespace beside the node's own, routed as a pod is: what it asks, the node forwards. */
async function metadataIsTheNodesAlone({ shell }: Stage): Promise<undefined> {
  const url = `http://${metadataAddress}/latest/user-data`;
  const asPod = `ip netns exec pod curl -sS -m 5`;
  await shell.run(
    [
      'ip netns add pod',
      'ip link add pod0 type veth peer name eth0 netns pod',
      'ip address add 10.200.0.253/31 dev pod0 && ip link set pod0 up',
      'ip -n pod address add 10.200.0.252/31 dev eth0 && ip -n pod link set eth0 up',
      'ip -n pod route add default via 10.200.0.253',
    ].join(' && '),
  );
  const own = await shell.attempt(`curl -sS -m 5 ${url}`);
  if (own.stdout !== 'ok\n') throw new Error(`the node itself can't reach the metadata service: ${own.stderr}`);
  // The way is open: another port of the same network answers the pod.
  const other = await shell.attempt(`${asPod} http://${gateway}:${reportPort}/`);
  if (other.stdout !== 'ok\n') throw new Error(`the pod reaches nothing at all: ${other.stderr}`);
  const pod = await shell.attempt(`${asPod} ${url}`);
  if (pod.code === 0) throw new Error(`a pod reads ${url}: ${pod.stdout}`);
  await shell.run('ip netns delete pod');
}
