import { childAt, childrenOf, type DerNode, readOid } from './der.js';

/** The fields of a certificate's subject that a spec can name. */
export interface Subject {
  readonly CN?: string;
  readonly O?: string;
  readonly C?: string;
  readonly ST?: string;
  readonly L?: string;
}

/** A name as it stands in a certificate: attributes in the file's order, `type` a short name or an OID in dots. */
export type DistinguishedName = readonly { readonly type: string; readonly value: string }[];

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
};

/** Largest to smallest, as `openssl` and cfssl write it; nobody compares names by order, reviewers read them. */
const order = ['C', 'ST', 'L', 'O', 'CN'] as const;

/** One of the two is set: `@peculiar/x509` takes the string type as the key. */
type NameValue = { printableString?: string; utf8String?: string };

/** The subject in the form that `@peculiar/x509` takes with each value's type said, so that it parses no escapes in them. */
export function encodeSubject(subject: Subject): Record<string, NameValue[]>[] {
  return order.flatMap((type) => {
    const value = subject[type];
    return value === undefined || value === '' ? [] : [{ [type]: [encodeValue(value)] }];
  });
}

// PrintableString where it fits, as Go and cfssl do; RFC 5280 demands it for a country.
function encodeValue(value: string): NameValue {
  return /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value) ? { printableString: value } : { utf8String: value };
}

/** Reads a Name. Throws RangeError where it is not one. */
export function readName(node: DerNode): DistinguishedName {
  return childrenOf(node).flatMap((set) =>
    childrenOf(set).map((attribute) => {
      const oid = readOid(childAt(attribute, 0));
      return { type: shortNames[oid] ?? oid, value: readText(childAt(attribute, 1)) };
    }),
  );
}

/** Every value of one attribute: a name may hold several organisations. */
export function valuesOf(name: DistinguishedName, type: keyof Subject): string[] {
  return name.filter((attribute) => attribute.type === type).map((attribute) => attribute.value);
}

/** One line, `C=DE, O=system:nodes, CN=system:node:worker-0`, with RFC 4514's escapes. */
export function formatName(name: DistinguishedName): string {
  return name.map(({ type, value }) => `${type}=${value.replace(/[,+"\\<>;=]/g, '\\$&')}`).join(', ');
}

/** Bytes of one character in the kinds of strings that are not UTF-8, by their tags; Latin-1 where it is one. */
const unitSizes: Readonly<Record<number, 1 | 2 | 4>> = {
  // NumericString, PrintableString, TeletexString, IA5String, VisibleString
  18: 1,
  19: 1,
  20: 1,
  22: 1,
  26: 1,
  // UniversalString, BMPString
  28: 4,
  30: 2,
};

function readText({ tag, content }: DerNode): string {
  const size = unitSizes[tag];
  return size === undefined ? new TextDecoder().decode(content) : readUnits(content, size);
}

function readUnits(content: Uint8Array, size: number): string {
  let text = '';
  for (let start = 0; start + size <= content.length; start += size) {
    const unit = content.subarray(start, start + size).reduce((sum, byte) => sum * 256 + byte, 0);
    if (unit > 0x10ffff) throw new RangeError('not a character');
    text += size === 4 ? String.fromCodePoint(unit) : String.fromCharCode(unit);
  }
  return text;
}
