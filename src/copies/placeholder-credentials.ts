import { bootstrapTokenFile } from '../pki/bootstrap-token.js';
import {
  authorityFiles,
  etcdAuthorityFiles,
  etcdClientFiles,
  flannelFiles,
  kubeletFiles,
  lookupTokenFile,
  type PairFiles,
  proxyFiles,
} from '../pki/request.js';
import type {
  FlannelCredentials,
  NodeCredentials,
  ResolvedCluster,
  ResolvedNode,
} from '../resolve/resolved/resolved.js';

const certificate = ({ certificate: file }: PairFiles): string => `<certificate ${file}>\n`;
const key = ({ key: file }: PairFiles): string => `<key ${file}>\n`;

/** Each is called by its file in the folder of keys. Whether a certificate is there, or fits, is not looked at. */
export function placeholderCredentials({ identities }: ResolvedCluster, { name }: ResolvedNode): NodeCredentials {
  const kubelet = kubeletFiles(name);
  return {
    authority: certificate(authorityFiles),
    bootstrapToken: `<token of ${bootstrapTokenFile}>`,
    kubeletCertificate: certificate(kubelet),
    kubeletKey: key(kubelet),
    proxyCertificate: certificate(proxyFiles),
    proxyKey: key(proxyFiles),
    flannel: flannelPlaceholders(identities.flannelClient),
    // The plan of a copy has words in their place.
    notBefore: 0,
    notAfter: 0,
  };
}

function flannelPlaceholders(client: ResolvedCluster['identities']['flannelClient']): FlannelCredentials {
  const own = client === 'etcd' ? etcdClientFiles : flannelFiles;
  return {
    authority: certificate(client === 'etcd' ? etcdAuthorityFiles : authorityFiles),
    certificate: certificate(own),
    key: key(own),
    lookupToken: `<token ${lookupTokenFile}>\n`,
  };
}
