// What keeps people from using a page, as axe-core finds it, in light and dark; and whether the page fits its window.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds serious or critical, a line each, and a page that is wider than its window. */
export async function findBarriers(page: Page): Promise<string[]> {
  // Evaluated from outside, because the page's own policy lets no foreign script in.
  await page.evaluate(axe.source);
  const barriers: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // All that dark changes is colours.
    const rules: axe.RunOptions = colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {};
    const { violations } = await page.evaluate((options) => window.axe.run(options), {
      ...rules,
      resultTypes: ['violations' as const],
    });
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      barriers.push(...nodes.map(({ html }) => `${colorScheme}: ${id}: ${html.slice(0, 160)}`));
    }
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) barriers.push(`The page is ${overflow} px wider than its window.`);
  const cut = await page.evaluate(listCutTables);
  barriers.push(...cut.map((label) => `The table “${label}” is wider than its frame, and nothing says so.`));
  return barriers;
}

/** Runs in the page. Of tables that are wider than their frames, those that show no hint right before them. */
function listCutTables(): string[] {
  const closed = document.querySelectorAll<HTMLDetailsElement>('details:not([open])');
  for (const details of closed) details.open = true;
  const labels = [...document.querySelectorAll('.table')]
    .filter((frame) => frame.scrollWidth > frame.clientWidth)
    .filter(({ previousElementSibling: hint }) => !(hint?.matches('.sideways') && hint.checkVisibility()))
    .map((frame) => frame.getAttribute('aria-label') ?? frame.textContent.slice(0, 40));
  // Whoever looks at the page goes on with it as it was.
  for (const details of closed) details.open = false;
  return labels;
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
