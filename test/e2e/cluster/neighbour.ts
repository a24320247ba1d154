import * as outside from '../control-plane/outside.js';
import { client, server, serverOn } from '../control-plane/workload.js';
import type { BootDocument } from '../document/document.js';
import type { Report } from '../harness/report.js';
import { eventually } from '../harness/wait.js';
import * as inside from '../machine/inside.js';
import type { Laboratory } from '../machine/laboratory.js';
import type { Origin } from '../machine/machine.js';
import { type Port, ports } from '../network/network.js';

/** Where the second machine is plugged in. */
export const neighbourPort = ports[1] as Port;

/** A second machine boots its document, joins the same cluster, and its pods and those of the first find each other. */
export async function joinNeighbour(
  first: Laboratory,
  report: Report,
  document: BootDocument,
  whenReady?: (lab: Laboratory) => Promise<string | undefined>,
  origin?: Origin,
): Promise<void> {
  const second = await first.another(document, neighbourPort, origin);
  second.machine.powerOn();
  const check = (what: string, take: () => Promise<string | undefined>): Promise<boolean> =>
    report.check(`${neighbourPort.name}: ${what}`, take);
  if (!(await check('it boots', async () => void (await second.shell.opened(180_000))))) return;
  await check('cloud-init status is done', () => inside.cloudInitIsDone(second, 400_000));
  await check('the serial console says READY', () => inside.consoleSaysReady(second));
  if (!(await check('the test images are imported', () => outside.importImages(second)))) return;
  const boot = await inside.bootId(second);
  if (!(await check('the node is Ready', () => outside.nodeIsReady(second, boot)))) return;
  if (whenReady) await check('what the cluster does for a node', () => whenReady(second));
  await check('its pods and those of the first reach each other', () => podsMeet(first, second));
}

const far = 'far';

/** A pod on each machine asks the one on the other. */
async function podsMeet({ kubectl, signal }: Laboratory, { port }: Laboratory): Promise<string> {
  await kubectl.apply(serverOn(port.name, far));
  const farAddress = await eventually('a pod on it has an address of its range', 60_000, signal, async () => {
    const { status } = await kubectl.get<{ status: { podIP?: string } }>('pod', far);
    return status.podIP?.startsWith(port.podCIDR.slice(0, port.podCIDR.lastIndexOf('.') + 1))
      ? status.podIP
      : undefined;
  });
  const { status } = await kubectl.get<{ status: { podIP: string } }>('pod', server);
  const asks = (from: string, address: string): Promise<string> =>
    kubectl.run('exec', from, '--', '/app', 'get', `http://${address}:8080`);
  await eventually('the first asks the second', 60_000, signal, async () => says(await asks(client, farAddress), far));
  await eventually('and the other way', 60_000, signal, async () => says(await asks(far, status.podIP), server));
  return `${status.podIP} and ${farAddress}`;
}

function says(answer: string, pod: string): true {
  if (!answer.startsWith(`${pod} `)) throw new Error(`it answered ${answer}`);
  return true;
}
