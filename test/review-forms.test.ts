import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mostCharacters } from '../src/review/forms/markdown.js';
import type { ReviewPage } from '../src/review/forms/page.js';
import { sideBySide } from '../src/review/forms/side-by-side.js';
import { pageWriters } from '../src/review/forms/write-page.js';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';

beforeAll(ensureBuilt, 120_000);

const setting = { details: [], restarts: ['kubelet'], why: null, was: '110', becomes: '60' } as const;
const diff = '--- /etc/motd\told\n+++ /etc/motd\tnew\n@@ -1,2 +1,2 @@\n-<b>one</b>\n+two `x`\n same\n';

const page: ReviewPage = {
  title: 'bootwright render --check',
  findings: [
    {
      code: 'release-unsupported',
      severity: 'warning',
      message: 'too <old>',
      hint: 'use a newer one',
      file: 'cluster.yaml',
      line: 9,
      column: 14,
      endLine: 9,
      endColumn: 20,
    },
  ],
  groups: [
    {
      nodes: ['batch-0', 'batch-1', 'batch-2'],
      place: { file: 'cluster.yaml', line: 12, column: 7, endLine: 12, endColumn: 14 },
      change: { ...setting, subject: 'spec.kubelet.config.maxPods', change: 'changed', impact: 'drain' },
    },
    {
      nodes: ['batch-0'],
      place: null,
      change: {
        ...setting,
        was: null,
        becomes: null,
        restarts: [],
        subject: 'file /etc/motd',
        change: 'changed',
        impact: 'written',
        diff,
      },
    },
  ],
  machines: [{ nodes: ['batch-0', 'batch-1', 'batch-2'], impact: 'drain', restarts: ['kubelet'] }],
  files: [{ change: 'left over', file: 'out/x/<old>.yaml', diff: '' }],
  sizes: [{ node: 'batch-0', provider: 'aws', bytes: 15_000, limit: 16_384 }],
  notes: ['new since the last render: batch-2'],
};

describe('a page', () => {
  it('stands side by side what was taken away and what came for it', () => {
    expect(sideBySide(diff)).toEqual([
      { old: '@@ -1,2 +1,2 @@', now: null, kind: 'gap' },
      { old: '<b>one</b>', now: 'two `x`', kind: 'changed' },
      { old: 'same', now: 'same', kind: 'same' },
    ]);
  });

  it.each(['markdown', 'html', 'github', 'sarif'] as const)('as %s says all of it', async (form) => {
    const extension = { markdown: 'md', html: 'html', github: 'txt', sarif: 'json' }[form];
    await expect(pageWriters[form](page)).toMatchFileSnapshot(`review-forms/page.${extension}`);
  });

  it('lets no text of a document be a tag, a mark or a link', () => {
    const hostile = '</code></details><img src=x onerror=alert(1)> @octocat [x](http://e.example) `` ``` # |';
    const [group] = page.groups;
    if (!group) throw new Error('there is no group');
    const bad = {
      ...page,
      groups: [
        { ...group, change: { ...group.change, subject: hostile, diff: `@@ -1 +1 @@\n+\`\`\`\`\n+${hostile}\n` } },
      ],
    };
    const markdown = pageWriters.markdown(bad);
    expect(markdown.replace(/`{5}diff[\s\S]*?\n`{5}\n/, '')).not.toMatch(/<img|@octocat|\]\(|``/);
    expect(pageWriters.html(bad)).not.toContain('<img');
    expect(pageWriters.github({ ...bad, findings: [] }).split('\n::')).toHaveLength(3);
  });

  it('is a comment that GitHub takes, however much changes', () => {
    const groups = Array.from({ length: 3000 }, (_, index) => ({
      ...page.groups[1],
      nodes: [`node-${index}x`],
    })) as ReviewPage['groups'];
    const text = pageWriters.markdown({ ...page, groups });
    expect(text.length).toBeLessThanOrEqual(mostCharacters);
    expect(text.length).toBeGreaterThan(mostCharacters - 2000);
    expect(text).toMatch(/… and \d+ more: see the job's log\.\n$/);
  });
});

describe('the pictures of it', () => {
  it.each(readdirSync('docs/pictures'))('%s is small, and shown in docs/reviewing.md', (name) => {
    expect(statSync(join('docs/pictures', name)).size).toBeLessThan(150_000);
    expect(readFileSync('docs/reviewing.md', 'utf8')).toContain(`](pictures/${name})`);
  });

  it('are in README: the page, a report and a terminal', () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const name of ['page.png', 'pictures/review-light.png', 'pictures/review-terminal.png'])
      expect(readme).toContain(`](docs/${name})`);
  });
});

describe('the command', () => {
  it('writes them for a check, a diff and a validation, and annotates the line of the spec', () => {
    const folder = workspace({ keys: true });
    bootwright(folder, ['render', 'cluster.yaml', '--review']);
    edit(join(folder, 'cluster.yaml'), 'spec:\n', 'spec:\n  kubelet: {config: {maxPods: 60}}\n');
    const line =
      readFileSync(join(folder, 'cluster.yaml'), 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('maxPods')) + 1;
    const check = (form: string) =>
      bootwright(folder, ['render', 'cluster.yaml', '--check', '--review', '--format', form]);
    const annotated = check('github');
    expect(annotated).toMatchObject({ status: 1, talk: '' });
    expect(annotated.data).toContain(`::warning file=cluster.yaml,line=${line},`);
    expect(annotated.data).toContain(
      '::worker-0, worker-1, worker-2: spec.kubelet.config.maxPods: not set → 60: needs a drain;'.replace(
        'worker-0, worker-1, worker-2',
        'worker-0 … worker-2',
      ),
    );
    expect(check('markdown').data).toContain('**needs a drain; restarts kubelet**');
    const log = JSON.parse(check('sarif').data);
    expect(log.runs[0].results[0]).toMatchObject({
      ruleId: 'change-drain',
      locations: [{ physicalLocation: { region: { startLine: line } } }],
    });
    expect(check('html').data).toContain('<!doctype html>');
    edit(join(folder, 'cluster.yaml'), 'debian-13', 'debian13');
    const bad = bootwright(folder, ['validate', 'cluster.yaml', '--format', 'sarif']);
    expect(bad.status).toBe(1);
    expect(JSON.parse(bad.data).runs[0].results[0]).toMatchObject({ ruleId: 'value-not-allowed', level: 'error' });
    expect(bootwright(folder, ['validate', 'cluster.yaml', '--format', 'markdown']).data).toContain('**error**');
  });
});

judged('chromium', installed('chromium', '--version'), (chromium) => {
  /** A picture of a page as a browser shows it, and what it asked the network for. */
  function shoot(folder: string, file: string, ...flags: string[]): string {
    const picture = join(folder, 'page.png');
    const run = spawnSync(
      chromium,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--hide-scrollbars',
        '--window-size=1000,900',
        `--screenshot=${picture}`,
        ...flags,
        `file://${join(folder, file)}`,
      ],
      { encoding: 'utf8', timeout: 110_000, env: { HOME: folder, PATH: process.env.PATH } },
    );
    if (!existsSync(picture)) throw new Error(run.stderr);
    return picture;
  }

  it('shows a page in the light and the dark, and prints it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bootwright-forms-'));
    const html = pageWriters.html(page);
    expect(html).not.toMatch(/\s(?:src|href)=|url\(|@import/);
    writeFileSync(join(folder, 'page.html'), html);
    const light = readFileSync(shoot(folder, 'page.html'));
    const dark = readFileSync(shoot(folder, 'page.html', '--blink-settings=preferredColorScheme=0'));
    expect(light.length).toBeGreaterThan(10_000);
    expect(dark.equals(light)).toBe(false);
    const paper = join(folder, 'page.pdf');
    spawnSync(
      chromium,
      ['--headless', '--no-sandbox', '--disable-gpu', `--print-to-pdf=${paper}`, `file://${join(folder, 'page.html')}`],
      { timeout: 110_000, env: { HOME: folder, PATH: process.env.PATH } },
    );
    expect(statSync(paper).size).toBeGreaterThan(5000);
  }, 400_000);
});
