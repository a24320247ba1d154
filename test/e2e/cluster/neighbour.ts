import * as outside from '../control-plane/outside.js';
import * as pods from '../control-plane/pods.js';
import { client, isAnswerOf, server, serverOn } from '../control-plane/workload.js';
import type { BootDocument } from '../document/document.js';
import type { Report } from '../harness/report.js';
import { eventually } from '../harness/wait.js';
import * as inside from '../machine/inside.js';
import type { Laboratory } from '../machine/laboratory.js';
import type { Origin } from '../machine/machine.js';
import { inUrl } from '../network/address-families.js';
import { type Port, ports, portsOf } from '../network/network.js';

/** Where the second machine is plugged in, where the network has IPv4 alone. */
export const neighbourPort = ports[1] as Port;

/** A second machine boots its document, joins the same cluster, and its pods and those of the first find each other. */
export async function joinNeighbour(
  first: Laboratory,
  report: Report,
  document: BootDocument,
  whenReady?: (lab: Laboratory) => Promise<string | undefined>,
  origin?: Origin,
): Promise<void> {
  const second = await first.another(document, portsOf(first.network.families)[1] as Port, origin);
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

/** A pod on each machine asks the one on the other, at each of its addresses. */
async function podsMeet({ kubectl, signal, port: own }: Laboratory, { port }: Laboratory): Promise<string> {
  await kubectl.apply(serverOn(port.name, far));
  const addresses = (pod: string, itsPort: Port): Promise<readonly string[]> =>
    eventually(`${pod} has addresses of its ranges`, 60_000, signal, async () => {
      const found = await kubectl.get<pods.PodObject>('pod', pod);
      pods.addressesOf(found, itsPort);
      return found.status.podIPs?.map(({ ip }) => ip);
    });
  const there = await addresses(far, port);
  const here = await addresses(server, own);
  const asks = (from: string, address: string, pod: string, itsPort: Port): Promise<unknown> =>
    eventually(`${from} asks ${address}`, 60_000, signal, async () => {
      const answer = await kubectl.run('exec', from, '--', '/app', 'get', `http://${inUrl(address)}:8080`);
      if (!isAnswerOf(answer, pod, itsPort)) throw new Error(`it answered ${answer}`);
      return true;
    });
  for (const address of there) await asks(client, address, far, port);
  for (const address of here) await asks(far, address, server, own);
  return `${here.join(' and ')}; ${there.join(' and ')}`;
}
