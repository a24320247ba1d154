import type { Forger, Forgery, Victim } from './forger.js';
import { der, dns, ip, oid, oids, text } from './request-der.js';

/** Names and addresses that are not the node's, or no names at all. */
export function ofNames({ node, address, other, otherAddress }: Victim, forge: Forger): Forgery[] {
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
    ['an IPv6 address', 'other-address', ip(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)],
    ['its own address as IPv6', 'range-address', ip(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...address)],
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
