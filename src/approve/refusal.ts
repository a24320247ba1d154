import type { RequestFlaw } from '../pki/request-flaw.js';

/** Why a request may not be approved. Texts in it are the requestor's: whoever shows them makes them harmless. */
export type Refusal =
  | RequestFlaw
  | { readonly reason: 'object-name' | 'signer-unnamed' | 'no-group' | 'own-name-absent' }
  | { readonly reason: 'signer'; readonly signer: string }
  | { readonly reason: 'usages'; readonly usages: readonly string[] }
  | { readonly reason: 'lifetime'; readonly seconds: number }
  | { readonly reason: 'many' | 'many-of-one'; readonly most: number }
  | { readonly reason: 'no-node'; readonly user: string }
  | { readonly reason: 'other-subject'; readonly subject: string; readonly user: string }
  | { readonly reason: 'unknown-node'; readonly node: string }
  | { readonly reason: 'reserved-name'; readonly node: string; readonly which: string }
  | { readonly reason: 'foreign-name'; readonly name: string; readonly node: string }
  | { readonly reason: 'no-address'; readonly address: string }
  | { readonly reason: 'endpoint-address'; readonly address: string }
  | { readonly reason: 'range-address'; readonly address: string; readonly range: string; readonly which: string }
  | { readonly reason: 'other-address'; readonly address: string; readonly node: string; readonly known: string }
  | { readonly reason: 'taken-address'; readonly address: string; readonly owner: string }
  | { readonly reason: 'outside-address'; readonly address: string; readonly ranges: string }
  | { readonly reason: 'unsaid-address'; readonly address: string }
  | { readonly reason: 'contested-address'; readonly address: string; readonly node: string };

export type RefusalReason = Refusal['reason'];

const texts: { readonly [R in RefusalReason]: (refusal: Refusal & { reason: R }) => string } = {
  'object-name': () =>
    'its own name is not lower-case letters, digits, dashes and dots, and would break the command line',
  signer: ({ signer }) => `its signer is ${signer}, not kubernetes.io/kubelet-serving`,
  'signer-unnamed': () =>
    'it names no signer, as before Kubernetes 1.18: spec.controlPlane.version says where the API server is that old',
  usages: ({ usages }) =>
    `its usages are "${usages.join('", "')}"; a kubelet asks for "digital signature" and "server auth", before 1.27 for "key encipherment" too`,
  lifetime: ({ seconds }) => `it asks to last ${seconds} seconds, which no kubelet does`,
  many: ({ most }) => `it waits for the next run: ${most} requests are checked to the end in one`,
  'many-of-one': ({ most }) => `it waits for the next run: its node has more than ${most} requests that may be good`,
  'no-node': ({ user }) => `its requestor ${user} is no node`,
  'no-group': () => 'its requestor is not in the group system:nodes',
  'not-a-request': () => 'it holds no certificate request that can be read, alone and of the usual size',
  'not-der': () => 'its bytes are not the only way (DER) to write what it says',
  version: () => 'its version is not 1',
  subject: ({ subject }) => `its subject is "${subject}", not one O and one CN`,
  'other-subject': ({ subject, user }) => `its subject is "${subject}", not "O=system:nodes, CN=${user}"`,
  'string-kind': ({ what }) => `${what} is not in plain or UTF-8 characters`,
  attribute: ({ oid }) => `it has an attribute (${oid}) that no kubelet asks for`,
  'attribute-twice': () => 'it asks for extensions twice',
  extension: ({ oid }) => `it asks for an extension (${oid}) that no kubelet asks for`,
  'extension-twice': () => 'it has two lists of names',
  'critical-names': () => 'its list of names is marked critical, which no kubelet does',
  'no-names': () => 'it asks for no name and no address',
  'name-kind': ({ kind, value }) => `it asks for ${kind}, ${value}`,
  'name-twice': ({ value }) => `it asks for ${value} twice`,
  key: ({ kind }) =>
    `its key is ${kind === 'unknown' ? 'of another kind' : kind}; kubelets have P-256 or RSA of 2048 to 4096 bits`,
  'signature-kind': ({ algorithm }) => `it is signed by ${algorithm}`,
  signature: () => 'it is not signed by its own key',
  'unknown-node': ({ node }) => `the spec has no node ${node}`,
  'reserved-name': ({ node, which }) => `the name ${node} is ${which}`,
  'foreign-name': ({ name, node }) => `it asks for the name ${name}, and is of ${node}`,
  'own-name-absent': () => "it does not ask for its node's own name",
  'no-address': ({ address }) => `it asks for the address ${address}, which is none`,
  'endpoint-address': ({ address }) => `it asks for the address ${address}, which is the API server's`,
  'range-address': ({ address, range, which }) => `it asks for the address ${address}, inside ${range}, ${which}`,
  'other-address': ({ address, node, known }) => `it asks for the address ${address}, and ${node} has ${known}`,
  'taken-address': ({ address, owner }) => `it asks for the address ${address}, which is that of ${owner}`,
  'outside-address': ({ address, ranges }) =>
    `it asks for the address ${address}, outside of spec.network.nodeCIDRs (${ranges})`,
  'unsaid-address': ({ address }) =>
    `it asks for the address ${address}, and neither the spec's workers nor spec.network.nodeCIDRs say what a node may have`,
  'contested-address': ({ address, node }) => `it asks for the address ${address}, and so does a request of ${node}`,
};

/** A refusal in words, to follow "NAME is refused: ". */
export function refusalText(refusal: Refusal): string {
  // The record has an entry of the right type for each reason; TypeScript can't follow the key into the union.
  return (texts[refusal.reason] as (refusal: Refusal) => string)(refusal);
}
