// The one campaign of these tests, and how to tell that a purchase names it, whatever happened on the way.
import { expect } from 'vitest';
import { type Purchase, parametersOf } from './buy.ts';

/** As the ad network wrote it: with an umlaut, a space and a dot, each of which Stripe would drop the value for. */
export const campaign = {
  utm_source: 'newsletter',
  utm_medium: 'e-mail',
  utm_campaign: 'Frühling 2026',
  utm_content: 'hero.banner',
  gclid: 'Cj0KCQiA_abc-123',
} as const;

/** The same in Stripe's alphabet. */
export const repaired = {
  utm_source: 'newsletter',
  utm_medium: 'e-mail',
  utm_campaign: 'Fruehling-2026',
  utm_content: 'hero-banner',
} as const;

const { gclid, ...utm } = campaign;

/** The campaign's UTMs as the event names them. */
export const namedUtm = { ...utm, utm_term: null } as const;

/** A path of the shop, as the campaign's link names it. */
export function landing(path: string, parameters: Readonly<Record<string, string>> = campaign): string {
  return `${path}?${new URLSearchParams(parameters)}`;
}

/** The page, Stripe and the store agree on the campaign; the page has it as the address did. */
export function expectCampaign({ event, click, arrivedWith, passport, handedBack, record }: Purchase): void {
  expect(event).toMatchObject({ event: 'purchase', ...namedUtm });
  expect(click).toMatchObject({ gclid, first: { gclid, ...utm }, last: { gclid, ...utm } });
  expect(arrivedWith).toMatchObject(repaired);
  expect(handedBack).toEqual(repaired);
  expect(passport?.googleClick).toEqual({ parameter: 'gclid', value: gclid });
  expect(record?.clickId).toBe(passport?.clickId);
  expect(parametersOf(record?.visit)).toEqual(campaign);
}
