import { readFileSync } from 'node:fs';
import { judgeRequests } from '../src/approve/judge.js';
import { readRequestList } from '../src/approve/request-list.js';
import { servingPolicy } from '../src/approve/serving-policy.js';
import { loadRequestLibrary } from '../src/pki/library.js';
import { readCluster } from '../src/render.js';
import { specText } from './fixture-input.js';

export const library = await loadRequestLibrary();

export const victim = {
  node: 'worker-0',
  address: [10, 240, 0, 20],
  other: 'worker-1',
  otherAddress: [10, 240, 0, 21],
};

export const closed = specText('current-containerd');

export const open = specText('bootstrap-token');

export const withRanges = (spec: string, ranges: string) =>
  spec.replace('serviceCIDR:', `nodeCIDRs: ${ranges}\n    serviceCIDR:`);

export async function judge(spec: string, ...objects: readonly object[]) {
  const { cluster, diagnostics } = readCluster(spec);
  if (cluster === null) throw new Error(JSON.stringify(diagnostics));
  const requests = readRequestList(JSON.stringify({ kind: 'List', items: objects }));
  if ('mistake' in requests) throw new Error(requests.mistake);
  return judgeRequests(requests, servingPolicy(cluster), library);
}

export async function reasons(spec: string, ...objects: readonly object[]): Promise<string[][]> {
  return (await judge(spec, ...objects)).map(({ refusals }) => refusals.map(({ reason }) => reason));
}

export const goRequest = (name: string) => readFileSync(new URL(`requests/${name}.pem`, import.meta.url), 'utf8');
