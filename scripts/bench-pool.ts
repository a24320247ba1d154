import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthority, loadAuthority } from '../src/pki/authority.js';
import { issueCertificates } from '../src/pki/certificate.js';
import { authorityFiles, type PairFiles, plannedCertificates } from '../src/pki/request.js';

export const poolSpec = (count: number): string => `apiVersion: bootwright/v1alpha1
kind: Cluster
metadata: {name: bench}
spec:
  kubernetes: {version: "1.36.4"}
  controlPlane: {endpoint: "https://192.168.0.10:6443"}
  network: {podCIDR: 10.0.0.0/8, serviceCIDR: 172.20.0.0/16}
  target: {provider: aws, os: debian-13}
  pools:
    - {name: node, count: ${count}, podCIDR: 10.0.0.0/8, firstAddress: 172.30.0.10}
`;

/** Valid for so long that no render warns of it: a warning is work that a render usually does not have. */
const days = { authority: 400, node: 365 };

/** Writes `cluster.yaml` with one pool, and real keys for all of its machines in `pki`. */
export async function makePool(folder: string, count: number): Promise<void> {
  const now = new Date();
  const pki = join(folder, 'pki');
  mkdirSync(join(pki, 'nodes'), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'cluster.yaml'), poolSpec(count));
  const save = (files: PairFiles, pair: { certificate: string; key: string }) => {
    writeFileSync(join(pki, files.certificate), pair.certificate);
    writeFileSync(join(pki, files.key), pair.key, { mode: 0o600 });
  };
  const ca = await createAuthority({ commonName: 'bench CA', key: 'ecdsa-p256', days: days.authority, now });
  save(authorityFiles, ca);
  const authority = await loadAuthority(ca);
  if ('problem' in authority) throw new Error(`the CA is ${authority.problem}`);
  const nodes = Array.from({ length: count }, (_, index) => {
    const last = 10 + index;
    return { name: `node-${index}`, addresses: [`172.30.${Math.floor(last / 256)}.${last % 256}`] };
  });
  const planned = plannedCertificates({ nodes, key: 'ecdsa-p256', days: days.node });
  for await (const { request, pair } of issueCertificates(authority, planned, { now })) save(request.files, pair);
}
