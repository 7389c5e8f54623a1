// A property whose conversions are listed by the console, and what is read off the pages of the list.
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Property } from '../../../../../functions/rules/property.ts';
import type { ConsoleAnswer, RunningConsole } from '../../start-console.ts';
import { startConsole } from '../../start-console.ts';

export interface UsedList {
  readonly running: RunningConsole;
  /** A new one for each test, with keys of both modes and a GA4 data stream `dst_ga4`. */
  readonly property: Property;
  /** The page with this query. */
  list(query?: string): Promise<string>;
  /** The page that a link of another leads to. */
  follow(href: string): Promise<string>;
  /** The file with this query. */
  save(query?: string): Promise<ConsoleAnswer>;
}

/** To be called where a file's tests are described. */
export function useList(): UsedList {
  let running: RunningConsole;
  let property: Property;
  beforeAll(async () => {
    running = await startConsole();
  });
  afterAll(() => running.close());
  beforeEach(async () => {
    property = await running.addProperty({
      stripeKeys: { live: 'sealed', test: 'sealed' },
      destinations: [
        { kind: 'ga4', id: 'dst_ga4', mode: 'live', measurementId: 'G-SHOP', region: 'global', secret: 'sealed' },
      ],
    });
  });
  const path = () => `/properties/${property.id}/conversions`;
  return {
    get running() {
      return running;
    },
    get property() {
      return property;
    },
    async list(query = '') {
      const { status, body } = await running.get(`${path()}${query}`);
      expect(status).toBe(200);
      return body;
    },
    follow: async (href) => (await running.get(href.replace(/^\/console/, ''))).body,
    save: (query = '') => running.get(`${path()}.csv${query}`),
  };
}

/** The ids that the lines of a page lead to. */
export function idsOn(body: string): string[] {
  return [...body.matchAll(/\/conversions\/((?:cs|re|in|dp|sub)_\w+)"/g)].map(([, id]) => id ?? '');
}

/** Where the link of this name leads to; empty where the page has none. */
export function linkOn(body: string, label: string): string {
  const href = new RegExp(`href="([^"]+)"[^>]*>${label}<`).exec(body)?.[1] ?? '';
  return href.replaceAll('&amp;', '&');
}
