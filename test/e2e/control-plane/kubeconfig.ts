import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';

/** Writes a kubeconfig that refers to the CA, certificate and key by their files. */
export async function writeKubeconfig(
  file: string,
  access: { server: string; ca: string; certificate: string; key: string },
): Promise<void> {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server: access.server, 'certificate-authority': access.ca } }],
    users: [{ name: 'test', user: { 'client-certificate': access.certificate, 'client-key': access.key } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  };
  await writeFile(file, stringify(config));
}
