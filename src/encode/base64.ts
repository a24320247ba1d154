const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of bytes, on one line. Node.js has it in Buffer, browsers in btoa: this runs in both. */
export function base64Text(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += digits.charAt(group >> 18) + digits.charAt((group >> 12) & 63);
    text +=
      b === undefined ? '==' : digits.charAt((group >> 6) & 63) + (c === undefined ? '=' : digits.charAt(group & 63));
  }
  return text;
}

/** Base64 of bytes as MIME has it: lines of 76 characters. Source: RFC 2045, section 6.8. */
export function base64Lines(bytes: Uint8Array): string {
  return base64Text(bytes).replace(/.{1,76}/g, '$&\n');
}
