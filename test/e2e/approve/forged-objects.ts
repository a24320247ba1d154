import { type Forger, type Forgery, servingUsages, type Victim } from './forger.js';
import { der, oids, pair, relative, sequence, set, tags, text } from './request-der.js';

/** A good request in an object that is none of a kubelet's. */
export function ofObjects({ node, other }: Victim, forge: Forger): Forgery[] {
  const request = forge.pem();
  const user = `system:node:${other}`;
  return [
    { what: 'client auth beside server auth', reason: 'usages', usages: [...servingUsages, 'client auth'] },
    { what: 'client auth in its place', reason: 'usages', usages: ['digital signature', 'client auth'] },
    { what: 'any usage', reason: 'usages', usages: ['digital signature', 'any'] },
    { what: 'certificate signing', reason: 'usages', usages: [...servingUsages, 'cert sign'] },
    { what: 'no digital signature', reason: 'usages', usages: ['key encipherment', 'server auth'] },
    { what: 'a usage twice', reason: 'usages', usages: ['server auth', 'server auth'] },
    { what: 'the signer of clients', reason: 'signer', signerName: 'kubernetes.io/kube-apiserver-client' },
    {
      what: 'the signer of kubelets as clients',
      reason: 'signer',
      signerName: 'kubernetes.io/kube-apiserver-client-kubelet',
    },
    { what: 'the signer of old requests', reason: 'signer', signerName: 'kubernetes.io/legacy-unknown' },
    { what: "a signer of somebody's own", reason: 'signer', signerName: 'example.com/serving' },
    { what: 'a signer by another case', reason: 'signer', signerName: 'kubernetes.io/Kubelet-serving' },
    { what: 'a lifetime of its own', reason: 'lifetime', expirationSeconds: 315_360_000 },
    { what: "a name that holds another request's", reason: 'object-name', name: 'csr-1\ncsr-forged' },
    { what: 'a name of two words', reason: 'object-name', name: 'csr-2 csr-forged' },
    { what: 'a name that kubectl takes for an option', reason: 'object-name', name: '--all' },
    { what: 'a name with a quote', reason: 'object-name', name: "csr-3'" },
    { what: 'a name with a backslash', reason: 'object-name', name: 'csr-4\\' },
    { what: 'a name that moves the cursor', reason: 'object-name', name: 'csr-5\u001b[2K' },
    { what: "another node's request, sent again", reason: 'other-subject', username: user },
    { what: 'a person', reason: 'no-node', username: 'admin' },
    { what: 'a node without a name', reason: 'no-node', username: 'system:node:' },
    { what: 'a node whose name is none', reason: 'no-node', username: `system:node:${node}\n` },
    { what: 'a service account', reason: 'no-node', username: `system:serviceaccount:kube-system:${node}` },
    { what: 'whoever has the token', reason: 'no-node', username: 'system:bootstrap:abcdef' },
    { what: 'a node outside of the group', reason: 'no-group', groups: ['system:authenticated'] },
    { what: 'nothing that is a request', reason: 'not-a-request', request: 'nothing' },
  ].map((forgery) => ({ request, ...forgery }));
}

/** A good request but for whose it says to be. */
export function ofSubjects({ node, other }: Victim, forge: Forger): Forgery[] {
  const [O, CN] = [relative(oids.O, text('system:nodes')), relative(oids.CN, text(`system:node:${node}`))];
  const cn = (value: string, tag?: number) => relative(oids.CN, text(value, tag));
  const subjects: (readonly [what: string, reason: string, ...parts: Buffer[]])[] = [
    ['the subject of another node', 'other-subject', O, cn(`system:node:${other}`)],
    ['the subject of the API server', 'other-subject', O, cn('kube-apiserver')],
    ['a line end behind the name', 'other-subject', O, cn(`system:node:${node}\n`, tags.utf8)],
    ['the group of masters', 'other-subject', relative(oids.O, text('system:masters')), CN],
    ['the group of masters beside its own', 'subject', O, relative(oids.O, text('system:masters')), CN],
    [
      'two groups in one set',
      'subject',
      set(pair(oids.O, text('system:nodes')), pair(oids.O, text('system:masters'))),
      CN,
    ],
    ['two names', 'subject', O, CN, cn('kubernetes')],
    [
      'group and name in one set',
      'subject',
      set(pair(oids.CN, text(`system:node:${node}`)), pair(oids.O, text('system:nodes'))),
    ],
    ['a unit', 'subject', O, relative(oids.OU, text('x')), CN],
    ['an e-mail address in the subject', 'subject', O, relative(oids.email, text('a@example.com', tags.ia5)), CN],
    ['no group', 'subject', CN],
    ['no subject', 'subject'],
    ['a name in 16-bit characters', 'string-kind', O, relative(oids.CN, der(tags.bmp, wide(`system:node:${node}`)))],
    ['a name in teletex', 'string-kind', O, cn(`system:node:${node}`, tags.teletex)],
    ['a name in IA5', 'string-kind', O, cn(`system:node:${node}`, tags.ia5)],
  ];
  return subjects.map(([what, reason, ...parts]) => ({
    what,
    reason,
    request: forge.pem({ subject: sequence(...parts) }),
  }));
}

const wide = (value: string): Buffer => Buffer.from(value, 'utf16le').swap16();
