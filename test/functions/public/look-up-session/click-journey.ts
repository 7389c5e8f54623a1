// A visit, a click that may or may not be told, and a purchase.
import { expect } from 'vitest';
import type { ClickReport } from '../../../../functions/contract/click-report.ts';
import { newClickReport, toPassport } from '../new-click-report.ts';
import type { Shop, ShopOptions } from '../start-shop.ts';
import { countCalls } from '../wrap-store.ts';
import type { Shops } from './use-shops.ts';

/** A purchase through a decorated link. */
export interface Journey {
  shop: Shop;
  report: ClickReport;
  passport: string;
  /** The session that was bought through the decorated link. */
  id: string;
  /** The calls to the store, where they are counted. */
  calls: string[];
}

/** Starts visits, each with a click that may or may not be told and a purchase, in shops that are started by `start`. */
export function useJourneys(start: Shops['start']) {
  return async function startJourney(
    options: ShopOptions & { isTold?: boolean; changes?: Partial<ClickReport>; reference?: string } = {},
  ): Promise<Journey> {
    const { isTold = true, changes, reference, ...rest } = options;
    const calls: string[] = [];
    const shop = await start({ wrapStore: (store) => countCalls(store, calls), ...rest });
    const report = newClickReport(shop.property.id, changes);
    if (isTold) expect((await shop.tellClick(report)).status).toBe(204);
    const passport = toPassport(report);
    const id = shop.buy({ clientReferenceId: reference ?? passport });
    calls.length = 0;
    return { shop, report, passport, id, calls };
  };
}

/** The campaign as Stripe took it. */
export const repaired = '&utm_source=news-letter&utm_campaign=Fruehling';

/** The campaign as it was. */
export const originals = {
  utm_source: 'news letter',
  utm_medium: null,
  utm_campaign: 'Frühling',
  utm_term: null,
  utm_content: null,
};
