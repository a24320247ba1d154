/** Why Go does not read a text as an address; undefined where it does. Source: golang/go src/net/url/url.go, Parse. */
export function goUrlFlaw(text: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) return 'it holds a control character';
  const [whole = ''] = text.split('#', 1);
  const [, scheme, rest = whole] = /^([A-Za-z][-A-Za-z0-9+.]*):(.*)$/s.exec(whole) ?? [];
  if (scheme === undefined && whole.startsWith(':')) return 'its scheme is missing';
  if (scheme === undefined && !whole.startsWith('/') && /^[^/?]*:/.test(whole)) {
    return 'without a scheme its first part may hold no colon';
  }
  if (scheme !== undefined && !rest.startsWith('/')) return undefined;
  const path = rest.replace(/\?.*$/s, '');
  const [, authority = '', below = path] = /^\/\/([^/]*)(.*)$/s.exec(path) ?? [];
  if (/%(?![0-9A-Fa-f]{2})/.test(below)) return 'a % is not followed by two hexadecimal digits';
  const host = authority.replace(/^.*@/s, '');
  if (/[\s<>"{}|\\^`]/.test(host) || host.includes('%')) return 'its host holds a character that no host has';
  const port = /:([^:\]]*)$/.exec(host)?.[1];
  return port !== undefined && !/^\d*$/.test(port) ? 'its port is no number' : undefined;
}
