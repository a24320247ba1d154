/** The little of DER (X.690) that certificates and keys need; why it is our own: docs/decisions/0012-own-der.md. */
export interface DerNode {
  readonly tag: number;
  /** Tag, length and content. */
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
} as const;

/** Reads the value that `bytes` start with. Throws RangeError where they aren't DER; the readers of this folder catch it. */
export function readDer(bytes: Uint8Array): DerNode {
  const tag = byteAt(bytes, 0);
  if ((tag & 0x1f) === 0x1f) throw new RangeError('a tag of several bytes, which no certificate has');
  const first = byteAt(bytes, 1);
  // Above 0x80 the first byte counts the length's bytes; 0x80 itself is BER's indefinite length, not DER.
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (first === 0x80 || lengthBytes > 3) throw new RangeError('a length that is not DER');
  let length = first < 0x80 ? first : 0;
  for (let index = 0; index < lengthBytes; index++) length = length * 256 + byteAt(bytes, 2 + index);
  const start = 2 + lengthBytes;
  if (start + length > bytes.length) throw new RangeError('cut short');
  return { tag, whole: bytes.subarray(0, start + length), content: bytes.subarray(start, start + length) };
}

/** The values inside a constructed one, in order. */
export function childrenOf(node: DerNode): DerNode[] {
  const children: DerNode[] = [];
  for (let rest = node.content; rest.length > 0; ) {
    const child = readDer(rest);
    children.push(child);
    rest = rest.subarray(child.whole.length);
  }
  return children;
}

/** The child at `index`; RangeError if there is none. */
export function childAt(node: DerNode, index: number): DerNode {
  const child = childrenOf(node)[index];
  if (child === undefined) throw new RangeError(`no element ${index}`);
  return child;
}

/** An object identifier in dots, as in `2.5.4.3`. RangeError where it is none. */
export function readOid(node: DerNode): string {
  if (node.tag !== tags.oid) throw new RangeError('not an object identifier');
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of node.content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  // The first two arcs share a number: 40 × first + second, where only first = 2 lets second pass 39.
  const shared = arcs[0] ?? 0;
  const first = Math.min(2, Math.floor(shared / 40));
  return [first, shared - 40 * first, ...arcs.slice(1)].join('.');
}

/** An unsigned integer's bytes without the zero that keeps its sign. */
export function readUnsigned(node: DerNode): Uint8Array {
  const start = node.content.findIndex((byte) => byte !== 0);
  return start < 0 ? new Uint8Array(0) : node.content.subarray(start);
}

/** UTCTime or GeneralizedTime in the one form RFC 5280 allows (seconds, Z). */
export function readTime(node: DerNode): Date {
  const text = String.fromCharCode(...node.content);
  const [, year = '', rest = ''] =
    (node.tag === tags.utcTime ? /^(\d\d)(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/).exec(text) ?? [];
  if (year === '') throw new RangeError('not a time');
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = (rest.match(/\d\d/g) ?? []).map(Number);
  // RFC 5280 §4.1.2.5.1: two digits from 50 are the 1900s.
  const century = year.length === 4 ? 0 : Number(year) < 50 ? 2000 : 1900;
  const time = new Date(Date.UTC(century + Number(year), month - 1, day, hour, minute, second));
  // JavaScript reads the 31st of April as the 1st of May; nobody else reads it.
  const written = time.toISOString().replace(/\D/g, '').slice(0, 14);
  if (!written.endsWith(text.slice(0, -1))) throw new RangeError('not a time');
  return time;
}

/** Writes one value of the given tag; its content is the parts, one after the other. */
export function encodeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const lengthBytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) lengthBytes.unshift(rest % 256);
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 + lengthBytes.length, ...lengthBytes];
  const whole = new Uint8Array(head.length + length);
  whole.set(head);
  let offset = head.length;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function byteAt(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) throw new RangeError('cut short');
  return byte;
}
