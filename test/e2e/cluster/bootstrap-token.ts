import { approveAmongForgeries } from '../approve/forged-requests.js';
import type { Step } from '../join/join.js';
import type { Laboratory } from '../machine/laboratory.js';
import { clusterFile } from './cluster-side.js';
import { type ClusterRow, holds } from './row.js';

/** What the cluster has for machines that come with a token. */
export const tokenInPlace: Step = { what: 'rbac.yaml and bootstrap-token.yaml are applied', take: applyToken };

/** No key in the document: the kubelet asks the cluster for its certificates, and the cluster's side has what that takes. */
export const bootstrapToken: ClusterRow = {
  name: 'bootstrap-token',
  what: 'a bootstrap token in place of keys: the client certificate is approved by the cluster, the serving one by `bootwright approve`, which refuses forged requests beside it; kube-proxy uses the kubelet’s',
  guest: 'trixie',
  spec: { credentials: { type: 'bootstrapToken' } },
  isMeant: holds([/token: (?=[a-z0-9]{6}\.[a-z0-9]{16})/], [/PRIVATE KEY/]),
  course: {
    before: [tokenInPlace],
    whenReady: {
      what: 'among forged requests only what the kubelet asks for is approved',
      take: approveAmongForgeries,
    },
  },
};

async function applyToken(lab: Laboratory): Promise<undefined> {
  for (const file of ['rbac.yaml', 'bootstrap-token.yaml'])
    await lab.kubectl.run('apply', '--validate=strict', '-f', clusterFile(lab, file));
}
