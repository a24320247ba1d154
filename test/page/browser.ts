import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { ensureBuilt } from '../cli-process.js';
import { judged } from '../judges/judge.js';

/** Debian's; nothing is downloaded. */
export const program = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Builds the page if nobody has. */
export function ensurePage(): void {
  ensureBuilt();
  if (!existsSync('dist/page/index.html')) execFileSync('npm', ['run', '--silent', 'page'], { cwd: resolve('.') });
}

/** A browser on a page that nothing but its own file was served for. */
export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page asked for, its own address first. */
  readonly requests: readonly string[];
  /** What went wrong in it. */
  readonly troubles: readonly string[];
}

/** Serves the one file, and closes when told to. */
async function served(): Promise<{ readonly address: string; readonly server: Server }> {
  const file = readFileSync('dist/page/index.html');
  const server = createServer((_, response) =>
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(file),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return { address: `http://127.0.0.1:${port}/`, server };
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: program, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });

/** Tests of the built page in a Chromium of their own. */
export function inChromium(tests: (browser: () => Browser) => void): void {
  judged('Chromium', existsSync(program) ? program : undefined, () => {
    let browser: Browser;
    beforeAll(async () => {
      ensurePage();
      browser = await launch();
    }, 120_000);
    afterAll(() => browser.close());
    tests(() => browser);
  });
}

/** How often the page has rendered. */
const rendered = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.documentElement.dataset.rendered ?? 0));

/** Waits for a render that began before. */
export async function waitForRender(page: Page, before: number): Promise<void> {
  await page.waitForFunction((than) => Number(document.documentElement.dataset.rendered ?? 0) > than, before);
}

/** Opens the page, waits for its first render, then cuts it off from everything. */
export async function open(browser: Browser, fragment = '', options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 850 }, ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const requests: string[] = [];
  const troubles: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  const { address, server } = await served();
  await page.goto(address + fragment);
  await waitForRender(page, 0);
  await context.setOffline(true);
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  return { page, context, requests, troubles };
}

/** Puts a text in the editor's place, as a paste does, and waits for its render. */
export async function write(page: Page, text: string): Promise<void> {
  const before = await rendered(page);
  await page.getByRole('textbox', { name: 'Cluster spec' }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await waitForRender(page, before);
}

/** Does something after which the page renders. */
export async function rendering(page: Page, does: () => Promise<void>): Promise<void> {
  const before = await rendered(page);
  await does();
  await waitForRender(page, before);
}
