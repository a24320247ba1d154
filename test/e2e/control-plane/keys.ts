import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kubeletClient } from '../document/document.js';
import { addressing } from '../network/address-families.js';
import { unknownName } from '../network/network.js';
import { certificateSigner } from './certificates.js';
import { writeKubeconfig } from './kubeconfig.js';

/** What a control plane is made with. */
export interface ControlPlaneKeys {
  /** A PEM file of the CAs that it believes. */
  readonly trusted: string;
  /** A folder with `ca.pem` and `ca-key.pem`: the one CA that signs for it and by it. */
  readonly signer: string;
  /** A folder with the administrator's pair. */
  readonly admin: string;
}

/** All of it from one folder of keys. */
export function keysIn(pki: string): ControlPlaneKeys {
  return { trusted: join(pki, 'ca.pem'), signer: pki, admin: pki };
}

/** Makes the control plane's own pairs and kubeconfigs, and puts what it believes in its place. */
export async function settleKeys(keys: ControlPlaneKeys, folder: string, endpoint: string): Promise<void> {
  const at = (name: string): string => join(folder, name);
  await signCertificates(keys.signer, folder);
  for (const name of ['client-ca.pem', 'trusted-ca.pem']) await copyFile(keys.trusted, at(name));
  for (const file of ['ca.pem', 'ca-key.pem']) await copyFile(join(keys.signer, file), at(`signer-${file}`));
  for (const file of ['admin.pem', 'admin-key.pem']) await copyFile(join(keys.admin, file), at(file));
  for (const name of ['admin', 'controller-manager', 'scheduler']) {
    const [certificate, key] = [at(`${name}.pem`), at(`${name}-key.pem`)];
    const access = { server: endpoint, ca: at('trusted-ca.pem'), certificate, key };
    await writeKubeconfig(at(`${name}.kubeconfig`), access);
  }
}

/** Signs `apiserver.pem` in `folder`, the certificate that the API server shows, with the CA in `pki`. */
export async function signServing(pki: string, folder: string): Promise<void> {
  const services = [
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    'kubernetes.default.svc.cluster.local',
  ];
  const own = Object.values(addressing).flatMap(({ apiServer, firstService }) => [apiServer, firstService]);
  const addresses = [...own, '127.0.0.1'];
  const names = [
    ...[...services, unknownName].map((name) => `DNS:${name}`),
    ...addresses.map((address) => `IP:${address}`),
  ];
  await certificateSigner(pki, folder)({ file: 'apiserver', commonName: 'kube-apiserver', names });
}

async function signCertificates(pki: string, folder: string): Promise<void> {
  const sign = certificateSigner(pki, folder);
  await signServing(pki, folder);
  await sign({ file: 'kubelet-client', commonName: kubeletClient });
  await sign({ file: 'controller-manager', commonName: 'system:kube-controller-manager' });
  await sign({ file: 'scheduler', commonName: 'system:kube-scheduler' });
}
