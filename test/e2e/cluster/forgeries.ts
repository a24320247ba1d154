import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  attribute,
  bits,
  der,
  dns,
  extension,
  extensionRequest,
  ip,
  names,
  octets,
  oid,
  oids,
  pair,
  pem,
  type RequestParts,
  relative,
  requestOf,
  sequence,
  set,
  spkiOf,
  tags,
  text,
} from './request-der.js';

/** What an object of the API server says besides the request: the kubelet's own where nothing else is said. */
export interface Submission {
  readonly name?: string;
  readonly signerName?: string;
  readonly usages?: readonly string[];
  readonly expirationSeconds?: number;
  readonly username?: string;
  readonly groups?: readonly string[];
}

/** A request that must not be approved. */
export interface Forgery extends Submission {
  readonly what: string;
  /** The reason for which it is refused, as `approve --format json` names it. */
  readonly reason: string;
  /** A PEM text, or whatever stands in its place. */
  readonly request: string;
}

export const servingUsages = ['digital signature', 'server auth'];
export const nodeGroups = ['system:nodes', 'system:authenticated'];

const p256 = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const rsa = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey;

/** A node of the spec, and the addresses of the cluster that forgeries ask for. */
export interface Victim {
  readonly node: string;
  readonly address: readonly number[];
  readonly other: string;
  readonly otherAddress: readonly number[];
}

/** Everything that was thought of, against one node of fixtures/current-containerd; keys are made for each call. */
export function forgeries(victim: Victim): Forgery[] {
  const forge = forger(victim);
  return [
    ...ofObjects(victim, forge),
    ...ofSubjects(victim, forge),
    ...ofNames(victim, forge),
    ...ofBytes(victim, forge),
  ];
}

interface Forger {
  readonly key: KeyObject;
  /** What a kubelet of the node sends, with other parts. */
  readonly der: (parts?: Partial<RequestParts>) => Buffer;
  readonly pem: (parts?: Partial<RequestParts>) => string;
  /** The same with other names, or with other extensions. */
  readonly named: (...all: readonly Buffer[]) => string;
  readonly extended: (...all: readonly Buffer[]) => string;
  readonly own: readonly Buffer[];
  readonly subject: (node: string) => Buffer;
}

export function forger({ node, address }: Victim): Forger {
  const key = p256();
  const own = [dns(node), ip(...address)];
  const subject = (name: string) =>
    sequence(relative(oids.O, text('system:nodes')), relative(oids.CN, text(`system:node:${name}`)));
  const usual = { key, subject: subject(node), attributes: [extensionRequest(names(...own))] };
  const bytes: Forger['der'] = (parts = {}) => requestOf({ ...usual, ...parts });
  return {
    key,
    own,
    subject,
    der: bytes,
    pem: (parts) => pem(bytes(parts)),
    named: (...all) => pem(bytes({ attributes: [extensionRequest(names(...all))] })),
    extended: (...all) => pem(bytes({ attributes: [extensionRequest(...all)] })),
  };
}

/** A good request in an object that is none of a kubelet's. */
function ofObjects({ node, other }: Victim, forge: Forger): Forgery[] {
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

function ofSubjects({ node, other }: Victim, forge: Forger): Forgery[] {
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

/** Names and addresses that are not the node's, or no names at all. */
function ofNames({ node, address, other, otherAddress }: Victim, forge: Forger): Forgery[] {
  const more: (readonly [what: string, reason: string, ...more: Buffer[]])[] = [
    ["the API server's name", 'foreign-name', dns('kubernetes.default.svc')],
    ["the API server's short name", 'foreign-name', dns('kubernetes')],
    ["another node's name", 'foreign-name', dns(other)],
    ['every name', 'foreign-name', dns('*')],
    ['its own name in capitals', 'foreign-name', dns(node.toUpperCase())],
    ['its own name with a dot behind', 'foreign-name', dns(`${node}.`)],
    ['a name with a line end', 'foreign-name', dns(`${node}\nDNS:kubernetes`)],
    ['a name with a zero byte', 'foreign-name', dns(`${node}\0.example.com`)],
    ['a name beyond ASCII', 'foreign-name', dns(`${node}\u00e9`)],
    ['an empty name', 'foreign-name', dns('')],
    ['localhost', 'foreign-name', dns('localhost')],
    ["the API server's address", 'endpoint-address', ip(10, 240, 0, 10)],
    ["the API server's Service", 'range-address', ip(10, 32, 0, 1)],
    ["a pod's address", 'range-address', ip(10, 200, 0, 2)],
    ["another node's address", 'taken-address', ip(...otherAddress)],
    ['an address that nobody has', 'other-address', ip(10, 240, 0, 99)],
    ['a public address', 'other-address', ip(203, 0, 113, 7)],
    ['loopback', 'range-address', ip(127, 0, 0, 1)],
    ['the metadata service', 'range-address', ip(169, 254, 169, 254)],
    ['a multicast address', 'range-address', ip(224, 0, 0, 1)],
    ['the unspecified address', 'range-address', ip(0, 0, 0, 0)],
    ['the broadcast address', 'range-address', ip(255, 255, 255, 255)],
    ['an IPv6 address', 'no-ipv4', ip(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)],
    ['its own address as IPv6', 'no-ipv4', ip(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...address)],
    ['its own name twice', 'name-twice', dns(node)],
    ['its own address twice', 'name-twice', ip(...address)],
    ['an e-mail address', 'name-kind', der(0x81, Buffer.from('a@example.com'))],
    ['a URI', 'name-kind', der(0x86, Buffer.from('spiffe://cluster/node'))],
    ['an object identifier', 'name-kind', der(0x88, Buffer.from([0x2a, 3]))],
    ['a name of another kind', 'name-kind', der(0xa0, oid(oids.email), der(0xa0, text(node)))],
    ["a directory's name", 'name-kind', der(0xa4, forge.subject('kubernetes'))],
  ];
  return [
    ...more.map(([what, reason, ...further]) => ({ what, reason, request: forge.named(...forge.own, ...further) })),
    { what: 'an address without its name', reason: 'own-name-absent', request: forge.named(ip(...address)) },
    { what: 'an empty list of names', reason: 'no-names', request: forge.named() },
    { what: 'no list of names', reason: 'no-names', request: forge.extended() },
    { what: 'no extensions', reason: 'no-names', request: forge.pem({ attributes: [] }) },
  ];
}

const isTrue = der(0x01, Buffer.from([0xff]));
const isFalse = der(0x01, Buffer.from([0]));

/** Extensions, attributes, keys, signatures and encodings that no kubelet sends. */
function ofBytes({ node }: Victim, forge: Forger): Forgery[] {
  const { own } = forge;
  const usual = names(...own);
  const forged = names(dns('kubernetes.default.svc'), ip(10, 240, 0, 10));
  const comment =
    '\n            X509v3 Subject Alternative Name: \n                DNS:worker-0, IP Address:10.240.0.20';
  const extensions: (readonly [what: string, reason: string, ...all: Buffer[]])[] = [
    ['a comment with a forged line', 'extension', extension(oids.netscapeComment, text(comment, tags.ia5)), forged],
    ['the same behind good names', 'extension', usual, extension(oids.netscapeComment, text(comment, tags.ia5))],
    ['the rights of a CA', 'extension', usual, extension(oids.basicConstraints, sequence(isTrue), isTrue)],
    ['a usage of the key', 'extension', usual, extension(oids.keyUsage, der(0x03, Buffer.from([1, 6])))],
    [
      'client auth as an extension',
      'extension',
      usual,
      extension(oids.extendedKeyUsage, sequence(oid(oids.clientAuth))),
    ],
    ["an issuer's names", 'extension', usual, extension(oids.issuerNames, sequence(dns('kubernetes')))],
    ['two lists of names', 'extension-twice', usual, forged],
    ['a critical list of names', 'critical-names', extension(oids.names, sequence(...own), isTrue)],
    ['a list said to be not critical', 'not-der', extension(oids.names, sequence(...own), isFalse)],
    [
      'a byte behind the names',
      'not-der',
      extension(oids.names, Buffer.concat([sequence(...own), Buffer.from([5, 0])])),
    ],
    ['an address of five bytes', 'not-a-request', names(...own, ip(10, 240, 0, 20, 0))],
    ['an address with a mask', 'no-ipv4', names(...own, ip(10, 240, 0, 0, 255, 255, 255, 0))],
  ];
  const password = attribute(oids.challengePassword, text('secret', tags.utf8));
  const attributes: (readonly [what: string, reason: string, ...all: Buffer[]])[] = [
    ['a password', 'attribute', extensionRequest(usual), password],
    [
      "extensions in Microsoft's attribute",
      'attribute',
      extensionRequest(usual),
      attribute(oids.microsoftExtensions, sequence(forged)),
    ],
    ['two requests for extensions', 'attribute-twice', extensionRequest(usual), extensionRequest(forged)],
    ['two values in one', 'attribute-twice', attribute(oids.extensionRequest, sequence(usual), sequence(forged))],
  ];
  return [
    ...extensions.map(([what, reason, ...all]) => ({ what, reason, request: forge.extended(...all) })),
    ...attributes.map(([what, reason, ...all]) => ({ what, reason, request: forge.pem({ attributes: all }) })),
    ...ofKeys(forge),
    ...ofEncodings(node, forge),
  ];
}

const rsaWith = (arc: number): Buffer => sequence(oid(`1.2.840.113549.1.1.${arc}`), der(5));

function ofKeys(forge: Forger): Forgery[] {
  const [small, large, other] = [rsa(1024), rsa(2048), p256()];
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  const ed25519 = generateKeyPairSync('ed25519').privateKey;
  const spki = spkiOf(forge.key);
  const point = spki.subarray(-65);
  const compressed = Buffer.concat([Buffer.from([2 + ((point[64] ?? 0) & 1)]), point.subarray(1, 33)]);
  const curve = sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7'));
  const keys: (readonly [what: string, reason: string, parts: Partial<RequestParts>])[] = [
    ['an RSA key of 1024 bits', 'key', { key: small, algorithm: rsaWith(11) }],
    ['a key on P-384', 'key', { key: p384 }],
    [
      'a key on Edwards 25519',
      'key',
      { key: ed25519, algorithm: sequence(oid('1.3.101.112')), signature: (info) => sign(null, info, ed25519) },
    ],
    ['a compressed point', 'not-der', { spki: sequence(curve, bits(compressed)) }],
    ['the key of somebody else', 'signature', { spki: spkiOf(other) }],
    ['a changed signature', 'signature', { signature: (info) => flip(sign('sha256', info, forge.key)) }],
    ['no signature', 'signature', { signature: () => Buffer.alloc(0) }],
    [
      'a signature over SHA-1',
      'signature-kind',
      { key: large, algorithm: rsaWith(5), signature: (info) => sign('sha1', info, large) },
    ],
    [
      'ECDSA over SHA-1',
      'signature-kind',
      { algorithm: sequence(oid('1.2.840.10045.4.1')), signature: (info) => sign('sha1', info, forge.key) },
    ],
  ];
  return keys.map(([what, reason, parts]) => ({ what, reason, request: forge.pem(parts) }));
}

/** Changes the last byte. */
const flip = (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]);

/** Two readers may take these for two different requests. */
function ofEncodings(node: string, forge: Forger): Forgery[] {
  const good = forge.der();
  const forged = forge.named(...forge.own, dns('kubernetes'));
  const inner = good.subarray(good[1] === 0x82 ? 4 : 3);
  const size = [inner.length >> 8, inner.length & 0xff];
  const nested = Array.from({ length: 1500 }).reduce<Buffer>((within) => der(0x30, within), Buffer.alloc(0));
  const requests: (readonly [what: string, reason: string, request: string])[] = [
    ['a byte behind the request', 'not-der', pem(Buffer.concat([good, Buffer.from([0])]))],
    ['a second request behind the first', 'not-der', pem(Buffer.concat([good, forge.der()]))],
    [
      'a length of more bytes than it needs',
      'not-der',
      pem(Buffer.concat([Buffer.from([0x30, 0x83, 0, ...size]), inner])),
    ],
    ['a length that is not said', 'not-der', pem(Buffer.concat([Buffer.from([0x30, 0x80]), inner, Buffer.alloc(2)]))],
    ['a request that is cut short', 'not-a-request', pem(good.subarray(0, -9))],
    ['version 2', 'version', forge.pem({ version: 1 })],
    ['text before the request', 'not-a-request', `${node}\n${pem(good)}`],
    ['text behind the request', 'not-a-request', `${pem(good)}${node}\n`],
    ['a header in the armour', 'not-a-request', pem(good).replace('\n', '\nProc-Type: 4\n\n')],
    ['two requests', 'not-a-request', `${pem(good)}${forged}`],
    ['the label of old programs', 'not-a-request', pem(good, 'NEW CERTIFICATE REQUEST')],
    ['a certificate', 'not-a-request', pem(good, 'CERTIFICATE')],
    [
      'a request of 100 kB',
      'not-a-request',
      pem(forge.der({ attributes: [extensionRequest(names(...forge.own, dns('a'.repeat(60_000))))] })),
    ],
    ['a request that nests 1500 deep', 'not-a-request', pem(nested)],
    ['bytes of another thing', 'not-a-request', pem(octets(good))],
  ];
  return requests.map(([what, reason, request]) => ({ what, reason, request }));
}
