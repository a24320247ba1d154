import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { specText } from '../fixture-input.js';
import { inChromium, open, write } from './browser.js';

const spec = specText('current-containerd');

/** What axe-core finds wrong, as lines. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

inChromium((browser) => {
  it.each([
    ['light', 1360],
    ['dark', 1360],
    ['light', 390],
    ['dark', 390],
  ] as const)('is without fault for screen readers, %s, %i pixels wide', async (colorScheme, width) => {
    const { page, context } = await open(browser(), '', { colorScheme, viewport: { width, height: 850 } });
    await write(page, spec.replace('provider:', 'providr:'));
    expect(await violations(page)).toEqual([]);
    await write(page, spec);
    for (const mode of ['Write', 'Inspect', 'Compare']) {
      await page.getByRole('tab', { name: mode }).click();
      expect(await violations(page), mode).toEqual([]);
      // Nothing is beyond the edge of a narrow screen.
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), mode).toBeLessThanOrEqual(0);
    }
    await context.close();
  });

  it('can be used without a mouse', async () => {
    const { page, context } = await open(browser());
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the spec');
    const seen = new Set<string>();
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press('Tab');
      seen.add(
        await page.evaluate(
          () =>
            document.activeElement?.id ||
            document.activeElement?.getAttribute('aria-label') ||
            document.activeElement?.textContent ||
            '',
        ),
      );
    }
    for (const name of [
      'mode-write',
      'share',
      'theme',
      'Cluster spec',
      'all',
      'worker-0',
      'copy',
      'save',
      'view-text',
      'save-keys',
      'use-keys',
    ])
      expect([...seen], name).toContain(name);
    await page.getByRole('tab', { name: 'worker-0' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { name: 'worker-1' }).getAttribute('aria-selected')).toBe('true');
    await context.close();
  });
});
