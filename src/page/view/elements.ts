type Child = Node | string;

/** An element by its id. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) throw new TypeError(`the page has no element ${id}`);
  return element as E;
}

/** A new element with attributes and children; text is never read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A button that does something. */
export function button(
  text: string,
  attributes: Readonly<Record<string, string>>,
  does: () => void,
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', does);
  return made;
}

/** `16,384`. */
export const grouped = (count: number): string => count.toLocaleString('en-US');

export const counted = (count: number, noun: string): string => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Says something to people who see the page and to those who hear it. */
export function tell(text: string): void {
  const status = byId('told');
  status.textContent = text;
  status.classList.remove('fresh');
  // The next frame: so that the same words twice are seen twice.
  requestAnimationFrame(() => status.classList.add('fresh'));
}

/** Hands a file to the browser's downloads. */
export function download(name: string, content: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  const link = element('a', { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
