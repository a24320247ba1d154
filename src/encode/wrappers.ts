import { utf8ToBytes } from '@noble/hashes/utils.js';
import { jsonText } from '../plan/serialise.js';
import { base64Text } from './base64.js';
import { literalYaml } from './cloud-config.js';

/** A finished document, and whose it is. */
export interface Wrappable {
  /** The node's name, or the pool's that shares the document. */
  readonly node: string;
  readonly cluster: string;
  /** The envelope, as Cluster API calls them too. */
  readonly format: string;
  readonly content: string | Uint8Array;
}

interface Wrapper {
  readonly extension: string;
  readonly wrap: (document: Wrappable) => string;
  /** The one provider that takes it; null: it is for none in particular. */
  readonly provider: string | null;
}

/** What engines that make machines want a document in; its own bytes are what a provider's limit counts. */
export const wrappers = {
  'cluster-api': { extension: 'bootstrap-secret.yaml', wrap: bootstrapSecret, provider: null },
  'launch-template': { extension: 'launch-template.json', wrap: launchTemplate, provider: 'aws' },
} as const satisfies Record<string, Wrapper>;

export type WrapperName = keyof typeof wrappers;

/** The name of the Secret that Cluster API finds a document by. */
export const secretName = ({ cluster, node }: Pick<Wrappable, 'cluster' | 'node'>): string => `${cluster}-${node}`;

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? utf8ToBytes(content) : content;

/**
 * The Secret of Cluster API's bootstrap contract. Its name says nothing of the content, so that a new token reaches
 * machines that are made later, and does not replace those that run.
 */
function bootstrapSecret(document: Wrappable): string {
  const { cluster, format, content } = document;
  const name = secretName(document);
  const head = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, labels: { 'cluster.x-k8s.io/cluster-name': cluster } },
    type: 'cluster.x-k8s.io/secret',
  };
  const isText = typeof content === 'string' && content.endsWith('\n');
  if (isText) return literalYaml({ ...head, stringData: { format, value: content } });
  return literalYaml({
    ...head,
    data: { format: base64Text(utf8ToBytes(format)), value: base64Text(bytesOf(content)) },
  });
}

/** LaunchTemplateData of EC2's CreateLaunchTemplate: unlike run-instances, the command line encodes nothing there. */
function launchTemplate({ content }: Wrappable): string {
  return jsonText({ UserData: base64Text(bytesOf(content)) });
}
