import { rangeText } from '../told/grouped.js';
import { changeTitle, effectText, impactText } from '../told/words.js';
import { fullest, isEmptyPage, percent, type ReviewPage } from './page.js';
import { sideBySide } from './side-by-side.js';
import { style } from './style.js';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

function diffTable(diff: string | undefined): string {
  if (diff === undefined || diff === '') return '';
  const rows = sideBySide(diff).map(({ old, now, kind }) => {
    if (kind === 'gap') return `<tr class="gap"><td colspan="2">${escaped(old ?? '')}</td></tr>`;
    const cell = (text: string | null, side: string): string =>
      `<td class="${kind === 'same' ? '' : text === null ? 'none' : side}">${escaped(text ?? '')}</td>`;
    return `<tr>${cell(old, 'old')}${cell(now, 'now')}</tr>`;
  });
  return `<table class="diff"><thead><tr><th scope="col">before</th><th scope="col">after</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

const section = (title: string, body: readonly string[]): string =>
  body.length === 0 ? '' : `<section><h2>${escaped(title)}</h2>\n${body.join('\n')}\n</section>\n`;

function changeSections({ groups }: ReviewPage): string[] {
  return groups.map(({ nodes, change, place }) => {
    const where = rangeText(nodes);
    const from = place === null ? '' : ` <span class="place">${escaped(`${place.file}:${place.line}`)}</span>`;
    const head = `<code>${escaped(changeTitle(change))}</code>${from}<br><span class="impact ${change.impact}">${escaped(effectText(change))}</span>`;
    const who = where === '' ? '' : `<span class="who">${escaped(where)}</span> `;
    const diff = diffTable(change.diff);
    return diff === ''
      ? `<p class="change">${who}${head}</p>`
      : `<details open><summary>${who}${head}</summary>${diff}</details>`;
  });
}

function sizeBars({ sizes }: ReviewPage): string[] {
  return fullest(sizes).map((size) => {
    const { node, provider, bytes, limit } = size;
    const said = `${bytes} of ${limit} bytes (${percent(size)}) that ${provider} takes: ${node}`;
    return `<p><meter min="0" max="${limit}" high="${Math.floor(limit * 0.9)}" value="${bytes}"></meter> ${escaped(said)}</p>`;
  });
}

/** A page that asks nobody for anything: one file, for screens in the light and the dark, and for paper. */
export function htmlPage(page: ReviewPage): string {
  const machines = page.machines.map(
    ({ nodes, impact, restarts }) =>
      `<tr><td>${escaped(rangeText(nodes))}</td><td class="count">${nodes.length}</td><td><span class="impact ${impact}">${escaped(impactText(impact, restarts))}</span></td></tr>`,
  );
  const summary =
    machines.length === 0
      ? []
      : [
          `<table class="machines"><thead><tr><th scope="col">machines</th><th scope="col" class="count">how many</th><th scope="col">effect on each</th></tr></thead><tbody>${machines.join('\n')}</tbody></table>`,
        ];
  const findings = page.findings.map(
    ({ severity, file, line, column, code, message, hint }) =>
      `<p class="change"><span class="impact ${severity}">${severity}</span> <span class="place">${escaped(`${file}:${line}:${column}`)}</span> ${escaped(message)} <code>${escaped(code)}</code>${hint === '' ? '' : `<br>${escaped(hint)}`}</p>`,
  );
  const files = page.files.map(({ change, file, diff }) =>
    diff === ''
      ? `<p class="change">${escaped(change)}: <code>${escaped(file)}</code></p>`
      : `<details><summary>${escaped(change)}: <code>${escaped(file)}</code></summary>${diffTable(diff)}</details>`,
  );
  const body = [
    `<h1>${escaped(page.title)}</h1>\n`,
    isEmptyPage(page) ? '<p>Nothing would change.</p>\n' : '',
    section('Problems', findings),
    section('Machines', [...summary, ...page.notes.map((note) => `<p>${escaped(note)}</p>`), ...sizeBars(page)]),
    section('Changes', changeSections(page)),
    section('Files', files),
  ].join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(page.title)}</title>
<style>
${style}</style>
</head>
<body>
${body}</body>
</html>
`;
}
