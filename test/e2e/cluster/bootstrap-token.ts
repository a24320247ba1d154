import { join } from 'node:path';
import type { Step } from '../join.js';
import type { Laboratory } from '../laboratory.js';
import { eventually } from '../wait.js';
import { clusterFile } from './cluster-side.js';
import { type ClusterRow, holds } from './row.js';

/** What the cluster has for machines that come with a token. */
export const tokenInPlace: Step = { what: 'rbac.yaml and bootstrap-token.yaml are applied', take: applyToken };

/** No key in the document: the kubelet asks the cluster for its certificates, and the cluster's side has what that takes. */
export const bootstrapToken: ClusterRow = {
  name: 'bootstrap-token',
  what: 'a bootstrap token in place of keys: the client certificate is approved by the cluster, the serving one by approve-serving.sh, kube-proxy uses the kubelet’s',
  guest: 'trixie',
  spec: { credentials: { type: 'bootstrapToken' } },
  isMeant: holds([/token: (?=[a-z0-9]{6}\.[a-z0-9]{16})/], [/PRIVATE KEY/]),
  course: {
    before: [tokenInPlace],
    whenReady: { what: 'approve-serving.sh approves what the node asks for', take: approveServing },
  },
};

async function applyToken(lab: Laboratory): Promise<undefined> {
  for (const file of ['rbac.yaml', 'bootstrap-token.yaml'])
    await lab.kubectl.run('apply', '--validate=strict', '-f', clusterFile(lab, file));
}

/** The kubelet asks for its serving certificate a moment after it has registered. */
export function approveServing(lab: Laboratory): Promise<string> {
  const kubectl = `KUBECTL=${join(lab.supplies.binaries.kubernetes, 'kubectl')}`;
  return eventually('a request is approved', 60_000, lab.signal, async () => {
    const script = clusterFile(lab, 'approve-serving.sh');
    const { code, stdout, stderr } = await lab.outsideAtLength('env', kubectl, 'bash', script);
    if (code !== 0) throw new Error(`it exited ${code}: ${stdout}${stderr}`);
    return stdout.includes('approved') ? stdout.trim() : undefined;
  });
}
