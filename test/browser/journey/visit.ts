// One tab of a visitor, and what its pages show: tags, console, data layer, storage.
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
// For the type of window.simulatedContainer only.
import type {} from '../../../scripts/simulator/browser/start-in-browser.ts';
import { conversionTag } from './shop-container.ts';

/** Of the shop's own container, and of the one that is imported. */
const conversionTags = [conversionTag, 'Tilltag - Checkout conversion'];

/** A data-layer message as plain JSON. */
export type DataLayerEvent = Record<string, unknown>;

/** How the conversion tag's one run on a page ended. */
export interface Outcome {
  ended: 'succeeded' | 'failed';
  /** What Tilltag wrote to the browser's console. */
  lines: string[];
  /** The names of the events that the page's data layer holds beside GTM's own. */
  pushed: string[];
}

/** One tab. */
export interface Visit {
  readonly page: Page;
  /**
   * The outcome once every tag has called back. Throws where the conversion tag did not end in exactly one of its two
   * callbacks, where GTM would have refused something, and where a script of the page failed.
   */
  outcome(): Promise<Outcome>;
  /** The pushed events in order, under the name that the page's data layer has. */
  events(dataLayer?: string): Promise<DataLayerEvent[]>;
  /** The latest of them. */
  event(dataLayer?: string): Promise<DataLayerEvent>;
  /** Everything that scripts stored in this browser: keys of both storages, and names of cookies. */
  stored(): Promise<string[]>;
  goto(url: string): Promise<void>;
  /** The tab that opens because of what `open` does here. */
  openedBy(open: () => Promise<void>): Promise<Visit>;
  reload(): Promise<void>;
  /** Throws what `outcome` throws, and nothing where the page has no container. */
  check(): Promise<void>;
}

/** Longer than anything takes on a busy machine; nothing waits this long where all is well. */
const waitMs = 20_000;

/** Whether a tag outlives its event's two seconds depends on the machine; that it ends at all, `outcome` shows. */
const slowTagWords = "when its event's time was over";

/** Opens a tab at this address. Resolves when the page has loaded; its tags may still be at work. */
export async function openTab(context: BrowserContext, url: string): Promise<Visit> {
  const visit = watchTab(await context.newPage());
  await visit.goto(url);
  return visit;
}

function watchTab(page: Page): Visit {
  let lines: string[] = [];
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith('Tilltag: ')) lines.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));

  async function check(): Promise<void> {
    const problems = await page.evaluate(() => {
      const { problems = [], unsupported = [] } = window.simulatedContainer ?? {};
      return [...problems, ...unsupported];
    });
    expect([...problems.filter((problem) => !problem.includes(slowTagWords)), ...errors]).toEqual([]);
  }

  const visit: Visit = {
    page,
    check,
    async outcome() {
      await page.waitForFunction(
        () => window.simulatedContainer?.tags.every(({ status }) => status !== 'running'),
        undefined,
        { timeout: waitMs },
      );
      await check();
      const tags = await page.evaluate(() => window.simulatedContainer?.tags ?? []);
      const [ended, ...more] = tags.filter(({ name }) => conversionTags.includes(name)).map(({ status }) => status);
      if ((ended !== 'succeeded' && ended !== 'failed') || more.length > 0) {
        throw new Error(`The conversion tag ended as ${[ended, ...more].join(', ')}.`);
      }
      return { ended, lines: [...lines], pushed: (await visit.events()).map(({ event }) => String(event)) };
    },
    events: (dataLayer = 'dataLayer') => readEvents(page, dataLayer),
    async event(dataLayer) {
      const last = (await visit.events(dataLayer)).at(-1);
      if (last === undefined) throw new Error('The data layer holds no event.');
      return last;
    },
    stored: () =>
      page.evaluate(() => [
        ...Object.keys(sessionStorage),
        ...Object.keys(localStorage),
        ...document.cookie
          .split('; ')
          .filter(Boolean)
          .map((cookie) => cookie.replace(/=.*/, '')),
      ]),
    async openedBy(open) {
      const [opened] = await Promise.all([page.context().waitForEvent('page'), open()]);
      await opened.waitForLoadState();
      return watchTab(opened);
    },
    async goto(address) {
      lines = [];
      await page.goto(address);
    },
    async reload() {
      lines = [];
      await page.reload();
    },
  };
  return visit;
}

async function readEvents(page: Page, dataLayer: string): Promise<DataLayerEvent[]> {
  // As text, because a pushed event also holds the function that GTM calls back.
  const json = await page.evaluate((name) => JSON.stringify(Reflect.get(window, name) ?? []), dataLayer);
  const messages: DataLayerEvent[] = JSON.parse(json);
  return messages.filter(({ event }) => typeof event === 'string' && !event.startsWith('gtm.'));
}
