// The snippet that affiliate tools ask shops to paste, and our tag, on one page: neither loses what the other needs.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Journey, shopUrl, startJourney } from '../start-journey.ts';
import type { Visit } from '../visit.ts';
import { type Purchase, parametersOf, pay } from './buy.ts';
import { campaign, expectCampaign, landing, namedUtm, repaired } from './campaign.ts';
import { embedIds, shopPages } from './shop-pages.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
  journey.putPaymentLink({ slug: 'notebook', buyButtonId: embedIds.buyButton, pricingTableId: embedIds.pricingTable });
});

afterAll(() => journey?.close());

afterEach(() => journey.endTest());

/** Keeps who referred the visitor in a cookie. */
const remember = `
  var via = new URLSearchParams(location.search).get('via');
  if (via) document.cookie = 'referral=' + via + '; path=/; max-age=5184000';
  var known = /(?:^|; )referral=([^;]+)/.exec(document.cookie);`;

/** And puts it on everything that leads to Stripe, as soon as the page is there. */
const writeAtLoad = `
  function write() {
    if (!known) return;
    document.querySelectorAll('a[href*="buy.stripe.com"]').forEach(function (link) {
      var url = new URL(link.getAttribute('href'));
      url.searchParams.set('client_reference_id', known[1]);
      link.setAttribute('href', url.toString());
    });
    document.querySelectorAll('stripe-buy-button, stripe-pricing-table').forEach(function (element) {
      element.setAttribute('client-reference-id', known[1]);
    });
  }`;

/** Kinds of the snippet, by when it writes. */
const kinds = {
  'once, at load': `${writeAtLoad} addEventListener('DOMContentLoaded', write);`,
  'again and again': `${writeAtLoad} addEventListener('DOMContentLoaded', write); setInterval(write, 200);`,
  'at each click': `${writeAtLoad} document.addEventListener('click', write, true);`,
} as const;

type Kind = keyof typeof kinds;

const snippet = (kind: Kind): string => `<script>(function () {${remember}${kinds[kind]}})();</script>`;

/** The snippet stands before the container, or at the end of the page. */
async function publish(kind: Kind, place: 'before' | 'after'): Promise<void> {
  const pages = Object.fromEntries(
    Object.entries(shopPages).map(([path, body]) => [path, place === 'after' ? body + snippet(kind) : body]),
  );
  await journey.publish({ links: {}, pageViews: {}, pages, ...(place === 'before' && { head: snippet(kind) }) });
}

const arrive = (path: string, via?: string): Promise<Visit> =>
  journey.visit(shopUrl + landing(path, { ...campaign, ...(via !== undefined && { via }) }));

/** The affiliate tool finds its referral at Stripe, the shop its campaign on the thank-you page. */
function expectBoth({ arrivedWith, reference, handedBack, record, event, click }: Purchase): void {
  expect(reference).toBe('partner_9');
  expect(arrivedWith).toEqual({ client_reference_id: 'partner_9', ...repaired });
  expect(handedBack).toEqual(repaired);
  expect(parametersOf(record?.visit)).toEqual(campaign);
  expect(event).toMatchObject({ event: 'purchase', ...namedUtm, client_reference_id: 'partner_9' });
  expect(click).toMatchObject({ gclid: campaign.gclid });
}

describe('an affiliate snippet', () => {
  const cases = (Object.keys(kinds) as Kind[]).flatMap(
    (
      kind, // The keys of a constant are its own.
    ) => (['before', 'after'] as const).map((place) => ({ kind, place })),
  );

  test.each(cases)('that writes $kind and stands $place the container keeps its reference', async ({ kind, place }) => {
    await publish(kind, place);
    const visit = await arrive('/sale', 'partner_9');
    await visit.page.locator('#plain').click();
    expectBoth(await pay(journey, visit));
  });

  test('keeps its reference on a second click, though ours was on the link before', async () => {
    await publish('again and again', 'after');
    const visit = await arrive('/sale', 'partner_9');
    await pay(journey, await visit.openedBy(() => visit.page.locator('#blank').click()));
    await visit.page.waitForTimeout(1_300);
    expectBoth(await pay(journey, await visit.openedBy(() => visit.page.locator('#blank').click())));
  });

  test('without a referral leaves the link to us', async () => {
    await publish('again and again', 'after');
    const visit = await arrive('/sale');
    await visit.page.locator('#plain').click();
    expectCampaign(await pay(journey, visit));
  });

  test('has the buy button to itself, and neither writes in turns with the other', async () => {
    await publish('again and again', 'after');
    const visit = await arrive('/embedded', 'partner_9');
    await visit.page.evaluate(() => {
      const seen: (string | null)[] = [];
      Reflect.set(window, 'seen', seen);
      const element = document.querySelector('stripe-buy-button');
      new MutationObserver(() => seen.push(element?.getAttribute('client-reference-id') ?? null)).observe(
        element ?? document,
        { attributes: true },
      );
    });
    await visit.page.waitForTimeout(3_000);
    const seen: string[] = await visit.page.evaluate(() => Reflect.get(window, 'seen'));
    expect(new Set(seen)).toEqual(new Set(['partner_9']));
  });
});
