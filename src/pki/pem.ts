/** One armoured block of a PEM file: its label, as in `CERTIFICATE`, and the bytes within. */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Uint8Array;
  /** True for a key under OpenSSL's old `Proc-Type: 4,ENCRYPTED` header, whose bytes are cipher text. */
  readonly encrypted: boolean;
}

const blocks = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-(?!----END)[^-]*)*)-----END \1-----/g;
const header = /^[A-Za-z0-9-]+:.*$/gm;

/**
 * The blocks of a PEM text, in order; text around them (`openssl x509 -text` writes some) is skipped.
 * A block whose base64 is broken is left out, so a damaged file reads as one that lacks the block.
 */
export function decodePem(text: string): PemBlock[] {
  return [...text.matchAll(blocks)].flatMap(([, label = '', body = '']) => {
    const bytes = decodeBase64(body.replace(header, ''));
    return bytes === undefined ? [] : [{ label, bytes, encrypted: /^Proc-Type:.*ENCRYPTED/m.test(body) }];
  });
}

/** Writes one block the way OpenSSL does: 64 columns and a newline at the end. */
export function encodePem(label: string, bytes: Uint8Array): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function decodeBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function encodeBase64(bytes: Uint8Array): string {
  // In slices: a call takes only so many arguments, and a test CA's bundle can be long.
  let binary = '';
  for (let start = 0; start < bytes.length; start += 4096)
    binary += String.fromCharCode(...bytes.subarray(start, start + 4096));
  return btoa(binary);
}
