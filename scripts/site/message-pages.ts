import type { CodeEntry } from '../../src/spec/codes/entry.js';
import { codes } from '../../src/spec/codes.js';
import { escaped, type SitePage } from './site-page.js';

const hintText = (hint: NonNullable<CodeEntry['hint']>[number]): string =>
  typeof hint === 'string' ? hint : hint.text;

/** A message's blanks as people read them: `{field}` is what differs from one to the next. */
const withBlanks = (text: string): string =>
  escaped(text)
    .replace(/\{\{/g, '{')
    .replace(/\{(\w+)\}/g, '<var>$1</var>');

function messagePage(code: string, { severity, message, hint = [], doc }: CodeEntry): SitePage {
  const hints = hint.map((each) => `<li>${withBlanks(hintText(each))}</li>`);
  const html = [
    `<h1 id="${code}"><code>${code}</code></h1>`,
    `<p class="message ${severity}"><strong>${severity}:</strong> ${withBlanks(message)}</p>`,
    `<p>${escaped(doc.text).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`,
    hints.length > 0 ? `<h2 id="ways-out">Ways out</h2><ul>${hints.join('')}</ul>` : '',
    `<h2 id="wrong">Wrong</h2><pre tabindex="0"><code>${escaped(doc.bad)}</code></pre>`,
    `<h2 id="right">Right</h2><pre tabindex="0"><code>${escaped(doc.good)}</code></pre>`,
    `<p>At the prompt: <code>bootwright explain ${code}</code></p>`,
  ].join('\n');
  const text = `${message} ${doc.text} ${hint.map(hintText).join(' ')}`;
  return { path: `messages/${code}.html`, title: code, html, sections: [{ anchor: '', heading: code, text }] };
}

/** A page for each message of the catalogue, and one that lists them. */
export function messagePages(): SitePage[] {
  const entries = Object.entries<CodeEntry>(codes).sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = entries.map(
    ([code, { severity, message }]) =>
      `<tr><td><a href="${code}.html"><code>${code}</code></a></td><td>${severity}</td><td>${withBlanks(message)}</td></tr>`,
  );
  const head = '<tr><th scope="col">code</th><th scope="col">severity</th><th scope="col">message</th></tr>';
  const table = `<table><thead>${head}</thead><tbody>${rows.join('\n')}</tbody></table>`;
  const html = `<h1 id="messages">Messages</h1>\n<div class="table" tabindex="0" role="region" aria-label="messages">${table}</div>`;
  const list: SitePage = { path: 'messages/index.html', title: 'Messages', html, sections: [] };
  return [list, ...entries.map(([code, entry]) => messagePage(code, entry))];
}
