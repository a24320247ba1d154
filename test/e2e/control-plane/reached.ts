import { isIPv6 } from 'node:net';
import { eventually } from '../harness/wait.js';
import type { Laboratory } from '../machine/laboratory.js';
import { addressing, inUrl } from '../network/address-families.js';
import { mirrorUrlOf } from '../network/mirror.js';
import { client, isAnswerOf, nodePort, server, service } from './workload.js';

/** What pods, nodes and others must reach, in each family of the network, and what not. Each throws when it isn't so. */

/** Over the Service's own addresses from a pod and from the node, and where a kube-proxy runs over the node's port from outside. */
export async function serviceAnswers(lab: Laboratory, carrier: 'kube-proxy' | 'route' = 'kube-proxy'): Promise<string> {
  const { kubectl, port, signal, network } = lab;
  const { spec } = await kubectl.get<{ spec: { clusterIPs: readonly string[] } }>('service', service);
  const families = spec.clusterIPs.map((address) => (isIPv6(address) ? 'ipv6' : 'ipv4')).join(', ');
  if (families !== network.families.join(', ')) throw new Error(`its addresses are ${spec.clusterIPs.join(', ')}`);
  const ways = [
    ...spec.clusterIPs.flatMap((address) => waysTo(lab, `http://${inUrl(address)}`)),
    ...(carrier === 'kube-proxy' ? port.addresses.map((address) => atNodePort(lab, address)) : []),
  ];
  for (const [way, ask] of ways) {
    await eventually(`an answer to ${way}`, 30_000, signal, async () => {
      const answer = await ask();
      if (isAnswerOf(answer, server, port)) return answer;
      throw new Error(`it answered: ${answer}`);
    });
  }
  return `${spec.clusterIPs.join(' and ')} to ${[...new Set(ways.map(([way]) => way))].join(', ')}`;
}

type Way = readonly [way: string, ask: () => Promise<string>];

function waysTo({ kubectl, shell }: Laboratory, url: string): readonly Way[] {
  return [
    ['a pod', () => kubectl.run('exec', client, '--', '/app', 'get', url)],
    ['the node', () => shell.run(`curl -gsS --fail --max-time 5 ${url}`)],
  ];
}

function atNodePort({ outside }: Laboratory, address: string): Way {
  const url = `http://${inUrl(address)}:${nodePort}`;
  return [`${address} from outside`, () => outside('curl', '-gsS', '--fail', '--max-time', '5', url)];
}

/** The node itself reads what the metadata service has for it; a pod, which reaches others out there, doesn't. */
export async function metadataIsTheNodesAlone({ shell, kubectl, network }: Laboratory): Promise<string> {
  const inPod = (url: string) => kubectl.attempt('exec', client, '--', '/app', 'get', url);
  const said: string[] = [];
  for (const family of network.families) {
    const address = `http://${inUrl(addressing[family].metadata)}/latest/user-data`;
    await shell.run(`curl -gsS --fail --max-time 5 -o /dev/null ${address}`);
    const elsewhere = await inPod(mirrorUrlOf(family));
    if (elsewhere.code !== 0) throw new Error(`a pod reaches nothing out there: ${elsewhere.stderr}`);
    const there = await inPod(address);
    if (there.code === 0) throw new Error(`a pod reads ${address}: ${there.stdout}`);
    said.push(there.stderr.trim().split('\n')[0] ?? '');
  }
  return said.join('; ');
}
