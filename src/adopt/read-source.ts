import { parseAllDocuments } from 'yaml';
import { decodePem } from '../pki/pem.js';
import { readCertificate } from '../pki/reading.js';
import { valuesOf } from '../pki/subject.js';
import type { FactSource, Facts } from './facts.js';
import { listOf, textOf } from './fields.js';
import { joinCommandFacts } from './join-command.js';
import {
  clusterConfigurationFacts,
  kubeletConfigurationFacts,
  proxyConfigurationFacts,
  staticPodFacts,
  tokenSecretFacts,
} from './kubeadm.js';
import { kubeconfigFacts } from './kubeconfig.js';

type Reader = (value: unknown) => Facts;

/** The documents that stand as text within a ConfigMap, by the key that they stand under. */
const inConfigMaps: Readonly<Record<string, Reader>> = {
  ClusterConfiguration: clusterConfigurationFacts,
  kubelet: kubeletConfigurationFacts,
  'config.conf': proxyConfigurationFacts,
  kubeconfig: kubeconfigFacts,
};

const byKind: Readonly<Record<string, Reader>> = {
  ClusterConfiguration: clusterConfigurationFacts,
  KubeletConfiguration: kubeletConfigurationFacts,
  KubeProxyConfiguration: proxyConfigurationFacts,
  Config: kubeconfigFacts,
  Pod: staticPodFacts,
};

/** YAML or JSON, of one or several documents; undefined where the text is neither. */
function documentsOf(text: string): unknown[] | undefined {
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
  try {
    return documents.map((document) => document.toJS({ maxAliasCount: 100 }));
  } catch {
    // Aliases without end, or of nothing.
    return undefined;
  }
}

function objectSources(name: string, value: unknown): FactSource[] {
  const kind = textOf(value, 'kind') ?? '';
  const own = textOf(value, 'metadata', 'name');
  const title = own === undefined ? name : `${name} (${own})`;
  if (kind === 'List') return listOf(value, 'items').flatMap((each) => objectSources(name, each));
  if (kind === 'ConfigMap') {
    return Object.entries(inConfigMaps).flatMap(([key, read]) => {
      const [document] = documentsOf(textOf(value, 'data', key) ?? '') ?? [];
      return document === undefined || document === null ? [] : [{ name: title, facts: read(document) }];
    });
  }
  if (kind === 'Secret') {
    const isToken = textOf(value, 'type') === 'bootstrap.kubernetes.io/token';
    return isToken ? [{ name: title, facts: tokenSecretFacts(value) }] : [];
  }
  const read = Object.hasOwn(byKind, kind) ? byKind[kind] : undefined;
  return read === undefined ? [] : [{ name, facts: read(value) }];
}

/** A certificate that may sign is the CA; one for the kubelets' clients tells whom they must trust. */
function pemFacts(text: string): Facts {
  if (decodePem(text).some(({ label }) => label.endsWith('PRIVATE KEY'))) return { authorityKey: text };
  const certificate = readCertificate(text);
  if (certificate === undefined) return {};
  if (certificate.authority) return { authority: text };
  const [commonName = ''] = valuesOf(certificate.subject, 'CN');
  return /kubelet/.test(commonName) ? { kubeletClient: commonName } : {};
}

/** What a text says of a cluster, whatever it is: nothing where it is none of the kinds that are known. */
export function readSource(name: string, text: string): FactSource[] {
  if (text.includes('-----BEGIN ') && /^\s*(-----BEGIN|Certificate:)/.test(text))
    return [{ name, facts: pemFacts(text) }];
  const join = joinCommandFacts(text);
  if (join !== undefined) return [{ name, facts: join }];
  return (documentsOf(text) ?? []).flatMap((document) => objectSources(name, document));
}
