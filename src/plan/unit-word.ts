const bare = /^[\w./:@+,=-]+$/;

/**
 * A value as one word of a command line in a unit file. systemd expands `%` and `$` there and knows C-like escapes,
 * so each is doubled or escaped; the word is quoted where white space or a quote would split it.
 * Source: systemd.service(5), "Command lines"; systemd.syntax(7), "Quoting".
 */
export function unitWord(value: string | number): string {
  const text = String(value);
  if (bare.test(text)) return text;
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$');
  return /[\s"'\\;]/.test(text) || text === '' ? `"${escaped}"` : escaped;
}
