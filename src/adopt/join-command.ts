import type { Facts } from './facts.js';
import { said } from './fields.js';
import { endpointOf } from './kubeconfig.js';

/** The line that `kubeadm token create --print-join-command` prints; undefined where the text is none. */
export function joinCommandFacts(text: string): Facts | undefined {
  const words = text
    .replace(/\\\r?\n/g, ' ')
    .trim()
    .split(/\s+/);
  const start = words.findIndex((word, index) => word === 'join' && /(^|\/)kubeadm$/.test(words[index - 1] ?? ''));
  if (start < 0) return undefined;
  const rest = words.slice(start + 1).flatMap((word) => {
    const [, name, value] = /^(--[\w-]+)=(.*)$/.exec(word) ?? [];
    return name === undefined || value === undefined ? [word] : [name, value];
  });
  const after = (flag: string): string[] => rest.flatMap((word, index) => (rest[index - 1] === flag ? [word] : []));
  const pins = after('--discovery-token-ca-cert-hash');
  return said({
    endpoint: endpointOf(`https://${rest.find((word) => !word.startsWith('-')) ?? ''}`),
    token: after('--token').at(-1) ?? after('--tls-bootstrap-token').at(-1),
    pins: pins.length > 0 ? pins : undefined,
  });
}
