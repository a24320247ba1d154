import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { escaped } from './site/site-page.js';

// The pictures of docs/reviewing.md and README: a review of one pool's change as HTML, Markdown and on a terminal, shot by
// a headless Chromium. `npm run pictures`; what they show changes with the words of a review alone.

const most = 150_000;
const chromium = process.env.CHROMIUM ?? 'chromium';
const cli = resolve('dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'bootwright-pictures-'));

const spec = (kubernetes: string, more: string): string => `apiVersion: bootwright/v1alpha1
kind: Cluster
metadata: {name: prod}
spec:
  kubernetes: {version: "${kubernetes}"}
  controlPlane: {endpoint: "https://10.240.0.10:6443"}
  network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}
  target: {provider: aws, os: debian-13}
  pools:
    - {name: batch, count: 20, podCIDR: 10.200.64.0/18, firstAddress: 10.240.0.50}
${more}`;

function bootwright(args: readonly string[], colours = false): string {
  const env = { PATH: process.env.PATH, ...(colours ? { FORCE_COLOR: '1' } : {}) };
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  if (status === null || status > 1) throw new Error(stderr);
  return colours ? stdout + stderr : stdout;
}

function shoot(name: string, html: string, size: string, dark = false): void {
  const page = join(folder, `${name}.html`);
  const picture = resolve('docs/pictures', `${name}.png`);
  writeFileSync(page, html);
  const { status, stderr } = spawnSync(
    chromium,
    [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
      ...(dark ? ['--blink-settings=preferredColorScheme=0'] : []),
      ...[`--window-size=${size}`, `--screenshot=${picture}`, `file://${page}`],
    ],
    { encoding: 'utf8', env: { HOME: folder, PATH: process.env.PATH } },
  );
  if (status !== 0) throw new Error(stderr);
  if (statSync(picture).size > most) throw new Error(`${picture} has more than ${most} bytes`);
}

/** SGR sequences as spans; everything else as text. */
function terminal(text: string): string {
  const styles: Readonly<Record<string, string>> = {
    1: 'font-weight:bold;color:#fff',
    2: 'opacity:.7',
    31: 'color:#ff7b72',
    32: 'color:#7ee787',
    33: 'color:#e3b341',
    36: 'color:#79c0ff',
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
  const spans = escaped(text).replace(/\u001b\[(\d+)m/g, (_, code: string) =>
    styles[code] ? `<span style="${styles[code]}">` : '</span>',
  );
  return `<meta charset="utf-8"><body style="margin:0;background:#0d1117"><pre style="margin:20px;font:15px/1.5 monospace;color:#c9d1d9;white-space:pre-wrap">${spans}</pre>`;
}

/** As a forge shows our Markdown: headings, lists, bold words, fences; all else in it is HTML. */
function comment(markdown: string): string {
  const body = markdown
    .replace(
      /^```diff\n([\s\S]*?)\n```$/gm,
      (_, diff: string) => `<pre>${diff.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</pre>`,
    )
    .replace(/^### (.*)$/gm, '<h3>$1</h3>')
    .replace(/^- (.*)$/gm, '<li>$1</li>')
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/^([^<\n].*)$/gm, '<p>$1</p>');
  return `<meta charset="utf-8"><style>body{font:15px/1.5 sans-serif;margin:24px;max-width:900px}li{margin:6px 0}summary{margin:6px 0}
  code,pre{background:#eff1f3;padding:2px 5px;border-radius:4px;font-size:13px}pre{padding:12px}</style>${body}`;
}

writeFileSync(join(folder, 'cluster.yaml'), spec('1.36.3', ''));
bootwright(['render', 'cluster.yaml', '--review']);
writeFileSync(
  join(folder, 'cluster.yaml'),
  spec(
    '1.36.4',
    `  kubelet: {config: {maxPods: 60}}
  host:
    sysctls: {vm.max_map_count: "262144"}
    files: [{path: /etc/motd, content: "Drain me before you change me.\\n"}]
`,
  ),
);
const check = ['render', 'cluster.yaml', '--check', '--review'];
const html = bootwright([...check, '--format', 'html']);
shoot('review-light', html, '1000,700');
shoot('review-dark', html, '1000,700', true);
shoot('review-markdown', comment(bootwright([...check, '--format', 'markdown'])), '950,520');
const prompt = '\u001b[2m$\u001b[0m bootwright render cluster.yaml --check --review\n';
shoot('review-terminal', terminal(prompt + bootwright(check, true)), '1000,420');
rmSync(folder, { recursive: true });
for (const name of ['review-light', 'review-dark', 'review-markdown', 'review-terminal'])
  console.log(`docs/pictures/${name}.png: ${readFileSync(`docs/pictures/${name}.png`).length} bytes`);
