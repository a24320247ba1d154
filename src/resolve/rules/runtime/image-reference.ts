const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const host = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const form = new RegExp(
  `^(?:${host}/)?${component}(?:/${component})*(?::[\\w][\\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

/** Why a text names no image; undefined where it does. Source: distribution/reference regexp.go. */
export function imageReferenceFlaw(text: string): string | undefined {
  if (form.test(text)) return undefined;
  if (/:\/\//.test(text)) return 'it is written without https://';
  return /[A-Z]/.test(text.replace(/[:@].*$/s, '')) ? 'a repository is written in lower case' : `"${text}"`;
}
