import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { bootwright, workspace } from '../cli-process.js';
import { specText } from '../fixture-input.js';
import { inChromium, type Opened, open, rendering, write } from './browser.js';

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
const spec = specText('current-containerd');
const golden = (node: string): string => `out/current-containerd/${node}.cloud-config.yaml`;

/** Gives the page the fixture's keys, as its owner would. */
const giveKeys = (page: Page): Promise<void> =>
  rendering(page, () => page.locator('#key-folder').setInputFiles('fixtures/current-containerd/pki'));

async function downloaded(page: Page, button: string): Promise<Record<string, Uint8Array>> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return unzipSync(readFileSync(await download.path()));
}

inChromium((browser) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(browser());
  }, 120_000);

  it('has at most 500 kB', () => {
    expect(brotliCompressSync(readFileSync('dist/page/index.html')).length).toBeLessThanOrEqual(500_000);
  }, 300_000);

  it('shows the starter with its documents, by keys that it has made', async () => {
    const { page } = opened;
    expect(await page.locator('#cluster').textContent()).toBe('demo: 3 documents, Kubernetes 1.36.4');
    expect(await page.locator('#key-state').textContent()).toContain('made in this page');
    expect(await page.locator('#count').textContent()).toBe('no problems');
  });

  it('tells an error at its line, and copies the very document of the command once it is mended', async () => {
    const { page } = opened;
    await write(page, spec.replace('provider:', 'providr:'));
    const row = page.locator('#problems button').first();
    const line = spec.split('\n').findIndex((each) => each.includes('provider:')) + 1;
    expect(await row.textContent()).toMatch(new RegExp(`^error, line ${line}, column \\d+: .*providr`));
    expect(await page.locator('.cm-lintRange-error').textContent()).toBe('providr');
    expect(await page.locator('#none').textContent()).toContain('return once');
    // As at a keyboard: to the problem, then the letter that is missing.
    await row.press('Enter');
    await rendering(page, async () => {
      for (let step = 0; step < 'provid'.length; step += 1) await page.keyboard.press('ArrowRight');
      await page.keyboard.type('e');
    });
    await page.keyboard.press('Escape');
    await giveKeys(page);
    for (const node of ['worker-0', 'worker-1']) {
      await page.getByRole('tab', { name: node }).click();
      await page.getByRole('button', { name: 'Copy for the console' }).click();
      await page.getByText(`of ${node}`, { exact: false }).waitFor();
      expect(sha256(await copied(page))).toBe(sha256(readFileSync(golden(node))));
    }
    const folder = workspace({ keys: true });
    const { data, status } = bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-1', '--stdout']);
    expect(status).toBe(0);
    expect(sha256(data)).toBe(sha256(await copied(page)));
  });

  it('has all documents in one archive, with the modes that they need', async () => {
    const files = await downloaded(opened.page, 'Download all');
    const documents = Object.keys(files).filter((path) => /^current-containerd\/[^/]+$/.test(path));
    expect(documents.sort()).toEqual([0, 1, 2].map((each) => `current-containerd/worker-${each}.cloud-config.yaml`));
    for (const path of documents)
      expect(sha256(files[path] as Uint8Array)).toBe(sha256(readFileSync(golden(path.split(/[/.]/)[1] ?? ''))));
    expect(Object.keys(files)).toContain('current-containerd/cluster/verify.sh');
  });

  it('makes keys with which the command makes the same documents', async () => {
    const { page } = opened;
    await rendering(page, () => page.getByRole('button', { name: 'Make new ones' }).click());
    await page.getByRole('tab', { name: 'worker-2' }).click();
    await page.getByRole('button', { name: 'Copy for the console' }).click();
    await page.getByText('of worker-2', { exact: false }).waitFor();
    const document = await copied(page);
    const folder = workspace({ keys: false });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save keys' }).click(),
    ]);
    const unpacked = unzipSync(readFileSync(await download.path()));
    for (const [path, content] of Object.entries(unpacked)) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), content, { mode: 0o600 });
    }
    const run = bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-2', '--stdout']);
    expect(run.status, run.talk).toBe(0);
    expect(sha256(run.data)).toBe(sha256(document));
  });

  it('has links that hold the spec, and none for a spec with a secret', async () => {
    const { page } = opened;
    await write(page, `${spec}# for a link\n`);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Link copied').waitFor();
    const link = await copied(page);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#spec=[\w-]+$/);
    const other = await open(browser(), new URL(link).hash);
    expect(await other.page.locator('#cluster').textContent()).toContain('current-containerd: 3 documents');
    await other.context.close();
    await write(page, `${spec.trimEnd()}\n  files:\n    - {path: /etc/token, content: "password=hunter22hunter22"}\n`);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('No link: the spec has a secret in line').waitFor();
    expect(await copied(page)).toBe(link);
  });

  it('inspects what is pasted, and compares two documents, without their secrets', async () => {
    const { page } = opened;
    await page.getByRole('tab', { name: 'Inspect' }).click();
    await page.getByRole('textbox', { name: 'Any user-data' }).focus();
    await page.keyboard.insertText(readFileSync(golden('worker-0'), 'utf8'));
    await page.locator('#inspection summary', { hasText: '/var/lib/kubelet/kubelet-config.yaml' }).waitFor();
    const shown = (await page.locator('#inspection').textContent()) ?? '';
    expect(shown).toContain('<secret 1>');
    expect(shown).not.toContain('PRIVATE KEY');
    await page.getByRole('tab', { name: 'Compare' }).click();
    const document = readFileSync(golden('worker-0'), 'utf8');
    await page.getByRole('textbox', { name: 'Old document' }).focus();
    await page.keyboard.insertText(document);
    await page.getByRole('textbox', { name: 'New document' }).focus();
    await page.keyboard.insertText(document.replace('nf_conntrack', 'nf_conntrack\n  br_other'));
    await page.locator('#changes summary', { hasText: 'modules-load.d' }).waitFor();
    expect(await page.locator('#changes .added').allTextContents()).toContain('+br_other\n');
    await page.getByRole('tab', { name: 'Write' }).click();
  });

  it('asked for nothing after it was loaded, and could not have', async () => {
    const { page, requests } = opened;
    expect(requests.filter((url) => !url.startsWith('blob:'))).toHaveLength(1);
    const refused = await page.evaluate(async () => {
      const script = Object.assign(document.createElement('script'), { textContent: 'globalThis.foreign = 1' });
      document.body.append(script);
      const asked = await fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused',
      );
      return [asked, typeof (globalThis as { foreign?: unknown }).foreign];
    });
    expect(refused).toEqual(['refused', 'undefined']);
  });

  it('had no trouble in all of this', () => {
    expect(
      opened.troubles.filter((text) => !/Content Security Policy|Refused to connect|EvalError/.test(text)),
    ).toEqual([]);
  });
});
