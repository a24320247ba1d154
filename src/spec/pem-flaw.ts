const block = /^-----BEGIN ([A-Z0-9 ]+)-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END \1-----(?:\s+|$)/;

/** Why a text is not blocks of PEM of the labels that are wanted; undefined where it is. `only` allows no second one. */
export function pemReason(text: string, wanted: RegExp, only: boolean): string | undefined {
  let rest = text.trimStart();
  if (!rest.startsWith('-----BEGIN ')) return 'it does not begin with -----BEGIN';
  for (let count = 0; rest !== ''; count += 1) {
    const [whole, label = '', body = ''] = block.exec(rest) ?? [];
    if (whole === undefined) return 'a block has no end, or its lines are not base64';
    if (!wanted.test(label)) return `it holds a ${label} block`;
    if (only && count > 0) return 'it holds more than one block';
    if (body.replace(/[\r\n]/g, '').length % 4 !== 0) return 'the base64 of a block is incomplete';
    rest = rest.slice(whole.length);
  }
  return undefined;
}

/** What an OpenPGP program prints: lines of "Name: value" and an empty one may stand before the base64, a checksum behind it. */
const armored =
  /^-----BEGIN PGP PUBLIC KEY BLOCK-----\r?\n(?:\w+: .*\r?\n)*\r?\n([A-Za-z0-9+/=\r\n]+?)(?:\n=[A-Za-z0-9+/]{4})?\r?\n-----END PGP PUBLIC KEY BLOCK-----\s*$/;

/** Why a text is not an armored OpenPGP public key; undefined where it is. */
export function openPgpReason(text: string): string | undefined {
  const [, label] = /^\s*-----BEGIN ([A-Z0-9 ]+)-----/.exec(text) ?? [];
  if (label === undefined) return 'it does not begin with -----BEGIN';
  if (label !== 'PGP PUBLIC KEY BLOCK') return `it holds a ${label} block`;
  const [whole, body = ''] = armored.exec(text.trimStart()) ?? [];
  if (whole === undefined) return 'the block has no end, no empty line before its base64, or more behind it';
  return body.replace(/[\r\n]/g, '').length % 4 === 0 ? undefined : 'the base64 of the block is incomplete';
}
