import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codes } from '../../src/spec/codes.js';
import { ensureBuilt } from '../cli-process.js';
import { judged } from '../judges/judge.js';
import { pageText } from '../pages.js';
import { launch, program } from './browser.js';

const site = mkdtempSync(join(tmpdir(), 'bootwright-site-'));
const pages = (): string[] =>
  readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));

beforeAll(() => {
  ensureBuilt();
  execFileSync(process.execPath, ['build/scripts/scripts/site.js', site]);
}, 120_000);
afterAll(() => rmSync(site, { recursive: true }));

it('has a page a message, and an anchor a field', () => {
  for (const code of Object.keys(codes)) expect(existsSync(join(site, 'messages', `${code}.html`)), code).toBe(true);
  const reference = readFileSync(join(site, 'docs', 'spec.html'), 'utf8');
  const fields = [...pageText('spec').matchAll(/^\| `([\w.[\]]+)` \|/gm)].map(([, field]) => field);
  expect(fields.length).toBeGreaterThan(150);
  for (const field of fields) expect(reference).toContain(`id="${field}"`);
});

it('leads nowhere that is not there', () => {
  for (const name of pages()) {
    const html = readFileSync(join(site, name), 'utf8');
    for (const [, link = ''] of html.matchAll(/(?:href|src)="((?!https?:)[^"]*)"/g)) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? join(site, name) : resolve(site, dirname(name), file);
      expect(existsSync(target) && statSync(target).isFile(), `${name} leads to ${link}`).toBe(true);
      if (anchor !== undefined)
        expect(readFileSync(target, 'utf8'), `${name} leads to ${link}`).toContain(`id="${anchor}"`);
    }
  }
});

judged('Chromium', existsSync(program) ? program : undefined, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it('finds a field, a message and a symptom, opened from the disk, and asks nobody', async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(join(site, 'docs', 'guide.html')).href);
    const found = async (words: string): Promise<(string | null)[]> => {
      await page.getByRole('searchbox').fill(words);
      return page.locator('.search li a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    };
    expect(await found('podCIDR')).toContain('../docs/spec.html#spec.network.podCIDR');
    expect((await found('kubelet-too-old'))[0]).toBe('../messages/kubelet-too-old.html');
    expect(await found('Pending certificate')).toContain('../docs/faq.html#pending-certificate-requests');
    await found('podCIDR network');
    await page.keyboard.press('Enter');
    await page.waitForURL(/spec\.html/);
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
  });

  it.each(['index.html', 'docs/guide.html', 'docs/spec.html', 'messages/index.html', 'messages/cidr-overlap.html'])(
    'has nothing that axe-core finds, light and dark: %s',
    async (name) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.newPage({ colorScheme });
        await page.goto(pathToFileURL(join(site, name)).href);
        await page.evaluate(axe.source);
        const wrong = await page.evaluate(async () => {
          const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
          return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 150)}`));
        });
        expect(wrong).toEqual([]);
        await page.close();
      }
    },
  );
});
