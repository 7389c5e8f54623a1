// The shipped web container in a shop, filled in by the build alone: from the campaign through Stripe to GA4 and Google Ads.
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ContainerExport } from '../../../../functions/downloads/container-export.ts';
import { buyer } from '../buyer.ts';
import { campaign } from '../payment-links/campaign.ts';
import { goToPay } from '../server-sends/go-to-pay.ts';
import { collectorUrl } from '../shop-container.ts';
import { shopUrl, tagsUrl, thanksUrl } from '../start-journey.ts';
import type { Visit } from '../visit.ts';
import { payByCard } from './pay-by-card.ts';
import { adsConversionId, adsLabel, type ContainerJourney, startContainerJourney } from './start-container-journey.ts';

let journey: ContainerJourney;

beforeAll(async () => {
  journey = await startContainerJourney();
});

afterAll(() => journey?.close());

beforeEach(() => journey.server.set({ emailPolicy: 'plain' }));

afterEach(() => journey.endTest());

const pollOptions = { timeout: 20_000 };

const emailHash = createHash('sha256').update(buyer.email).digest('base64url');

const toldByPage = ['conversion by page', 'purchase by page'];

/** What the visitor's pages told GA4, whatever it was about. */
const hitsOfClient = (clientId: string) => journey.google.hits.filter((hit) => hit.clientId === clientId);

const namesOfClient = (clientId: string) => hitsOfClient(clientId).map(({ eventName }) => eventName);

/** The parameters of what the page in this tab sent to Google under this path. */
async function sentTo(path: string, { page }: Visit): Promise<URLSearchParams[]> {
  const urls = await page.evaluate(() => [...(window.simulatedContainer?.hits ?? [])]);
  return urls.map((url) => new URL(url)).flatMap((url) => (url.pathname.startsWith(path) ? url.searchParams : []));
}

describe('the web container', () => {
  test('brings a payment to GA4 and Google Ads once, with visitor, campaign, amount and buyer', async () => {
    await journey.publishShipped();
    const payer = await goToPay(journey);
    const { visit, sessionId, clientId, gaSessionId } = payer;
    await payByCard(payer);
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    await expect.poll(() => journey.tellersOf(sessionId), pollOptions).toEqual(toldByPage);
    await expect.poll(() => namesOfClient(clientId), pollOptions).toHaveLength(4);
    expect(namesOfClient(clientId).toSorted()).toEqual(['begin_checkout', 'page_view', 'page_view', 'purchase']);
    expect(hitsOfClient(clientId)[0]).toMatchObject({ eventName: 'page_view', sessionId: gaSessionId });
    const { hits, conversions } = journey.toldOf(sessionId);
    expect(hits).toMatchObject([
      {
        clientId,
        sessionId: gaSessionId,
        currency: 'EUR',
        items: [{ item_name: 'Field notebook', price: 49.5, quantity: 1 }],
        parameters: {
          value: 49.5,
          event_id: `purchase:${sessionId}`,
          tilltag_source: campaign.utm_source,
          tilltag_medium: campaign.utm_medium,
          tilltag_campaign: campaign.utm_campaign,
          tilltag_content: campaign.utm_content,
        },
      },
    ]);
    expect(conversions).toMatchObject([
      {
        conversionId: adsConversionId,
        label: adsLabel,
        value: 49.5,
        currency: 'EUR',
        gclaw: campaign.gclid,
        gcs: 'G111',
      },
    ]);
  });

  test.each([
    ['plain', 'hashed', `em.${emailHash}`],
    ['hashed', 'hashed as it came', `em.${emailHash}`],
    ['none', 'not at all', undefined],
  ] as const)('under the e-mail policy %s hands Google Ads the buyer %s', async (emailPolicy, _, em) => {
    await journey.server.set({ emailPolicy });
    await journey.publishShipped();
    const visit = await journey.visit(thanksUrl(journey.buy()));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    const conversions = await sentTo('/pagead/', visit);
    expect(conversions.map((sent) => sent.get('em')?.split('~')[1])).toEqual([em]);
    expect(conversions.map((sent) => sent.get('value'))).toEqual(['49.5']);
  });

  test('tells GA4 of a trial, and Google Ads nothing', async () => {
    await journey.publishShipped();
    const sessionId = journey.buy({ mode: 'subscription', trialDays: 14 }, 'nothing_due');
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['trial_start']);
    await expect.poll(() => journey.tellersOf(sessionId), pollOptions).toEqual(['trial_start by page']);
    expect(await sentTo('/pagead/', visit)).toEqual([]);
  });

  test('keeps session id, campaign and Stripe out of what GA4 is told of the thank-you page', async () => {
    await journey.publishShipped();
    const payer = await goToPay(journey);
    await payByCard(payer);
    expect(payer.visit.page.url()).toContain('utm_campaign=');
    expect((await payer.visit.outcome()).pushed).toEqual(['purchase']);
    const sent = await sentTo('/g/collect', payer.visit);
    expect(sent.map((hit) => hit.get('en'))).toEqual(['page_view', 'purchase']);
    for (const hit of sent) {
      expect({ dl: hit.get('dl'), ir: hit.get('ir') }).toEqual({ dl: `${shopUrl}/thanks`, ir: '1' });
    }
  });

  test('tells nothing but the page view of a reload', async () => {
    await journey.publishShipped();
    const payer = await goToPay(journey);
    const { visit, sessionId, clientId } = payer;
    await payByCard(payer);
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    await journey.reported(sessionId);
    await expect.poll(() => journey.tellersOf(sessionId), pollOptions).toEqual(toldByPage);
    await visit.reload();
    expect((await visit.outcome()).pushed).toEqual([]);
    expect((await sentTo('/', visit)).map((hit) => hit.get('en'))).toEqual(['page_view']);
    await expect.poll(() => namesOfClient(clientId), pollOptions).toHaveLength(5);
    expect(journey.tellersOf(sessionId)).toEqual(toldByPage);
  });

  test('keeps the two Google Ads tags silent until the conversion is known', async () => {
    await journey.publishShipped({ hasConversion: false });
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(await sentTo('/pagead/', visit)).toEqual([]);
    await expect.poll(() => journey.tellersOf(sessionId), pollOptions).toEqual(['purchase by page']);
  });
});

/** The snippet that people have, with the container's own variables in it. */
const snippet = `<script>
  var xhr = new XMLHttpRequest();
  xhr.onreadystatechange = function () {
    if (xhr.readyState === XMLHttpRequest.DONE) {
      var json = JSON.parse(xhr.responseText);
      window.dataLayer.push({ event: "looked_up", customer_email: json["customer_email"] });
    }
  };
  xhr.open("GET", "${tagsUrl}/checkout/sessions.json?property_id={{Property ID}}&checkout_session_id={{Checkout Session ID}}");
  xhr.send();
</script>`;

/** Adds a Custom HTML tag on the thank-you page, as somebody does in Tag Manager. */
function withSnippet(built: ContainerExport): ContainerExport {
  const { containerVersion: version } = built;
  const { accountId, containerId, trigger = [], tag = [] } = version;
  const firingTriggerId = trigger
    .filter(({ name }) => name === 'Tilltag - Back from Stripe')
    .map((one) => one.triggerId);
  const added = {
    ...{ accountId, containerId, firingTriggerId, tagId: '9001', name: 'Who bought', type: 'html' },
    parameter: [{ type: 'TEMPLATE', key: 'html', value: snippet } as const],
  };
  return { ...built, containerVersion: { ...version, tag: [...tag, added] } };
}

describe('a plain XMLHttpRequest in a Custom HTML tag', () => {
  test.each([
    ['', {}],
    [
      ' under a policy with a nonce',
      {
        nonce: 'n0nceOfThisShop',
        policy: `default-src 'none'; script-src 'nonce-n0nceOfThisShop' ${tagsUrl}; connect-src ${tagsUrl} ${collectorUrl}; img-src ${collectorUrl}`,
      },
    ],
  ])('reads the buyer’s e-mail address beside the tag, which counts the purchase once%s', async (_, page) => {
    await journey.publishShipped({ ...page, change: withSnippet });
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    await visit.outcome();
    await expect
      .poll(async () => (await visit.events()).map(({ event }) => event).toSorted(), pollOptions)
      .toEqual(['looked_up', 'purchase']);
    const answer = (await visit.events()).find(({ event }) => event === 'looked_up');
    expect(answer).toMatchObject({ customer_email: buyer.email });
    await expect.poll(() => journey.tellersOf(sessionId), pollOptions).toEqual(toldByPage);
  });
});
