import type { Facts } from './facts.js';
import { base64Text, fieldOf, listOf, textOf } from './fields.js';

/** An API server's address as the spec has it: with its port, and no path. */
export function endpointOf(server: string): string | undefined {
  const [, host, port = '443'] = /^https:\/\/(\[[0-9a-fA-F:]+\]|[^/:\s]+)(?::(\d+))?\/?$/.exec(server) ?? [];
  return host === undefined ? undefined : `https://${host}:${port}`;
}

/** A kubeconfig's current cluster: where it is and whom it trusts. Its users' keys are not looked at. */
export function kubeconfigFacts(config: unknown): Facts {
  const contexts = entriesOf(config, 'contexts');
  const current = contexts.find(({ name }) => name === textOf(config, 'current-context')) ?? contexts[0];
  const wanted = textOf(current?.value, 'cluster');
  const clusters = entriesOf(config, 'clusters');
  const cluster = (clusters.find(({ name }) => name === wanted) ?? clusters[0])?.value;
  const endpoint = endpointOf(textOf(cluster, 'server') ?? '');
  const authority = base64Text(textOf(cluster, 'certificate-authority-data') ?? '');
  return { ...(endpoint && { endpoint }), ...(authority && { authority }) };
}

function entriesOf(
  config: unknown,
  list: 'clusters' | 'contexts',
): { readonly name: string | undefined; readonly value: unknown }[] {
  return listOf(config, list).map((entry) => ({
    name: textOf(entry, 'name'),
    value: fieldOf(entry, list.slice(0, -1)),
  }));
}
