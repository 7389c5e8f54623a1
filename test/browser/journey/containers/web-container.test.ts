// The shipped web container in a shop, filled in by the build alone: from the campaign through Stripe to GA4 and Google Ads.
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buyer } from '../buyer.ts';
import { campaign } from '../payment-links/campaign.ts';
import { goToPay, type Payer } from '../server-sends/go-to-pay.ts';
import { shopUrl } from '../start-journey.ts';
import type { Visit } from '../visit.ts';
import { adsConversionId, adsLabel, type ContainerJourney, startContainerJourney } from './start-container-journey.ts';

let journey: ContainerJourney;

beforeAll(async () => {
  journey = await startContainerJourney();
});

afterAll(() => journey?.close());

afterEach(() => journey.endTest());

const pollOptions = { timeout: 20_000 };

async function payByCard({ visit: { page } }: Payer): Promise<void> {
  await page.getByLabel('E-mail').fill(buyer.email);
  await page.getByRole('button', { name: 'Pay by card' }).click();
  await page.waitForURL(`${shopUrl}/thanks?**`);
}

/** What the visitor's pages told GA4, by names, whatever it was about. */
const hitsOfClient = (clientId: string) => journey.google.hits.filter((hit) => hit.clientId === clientId);

const namesOfClient = (clientId: string) => hitsOfClient(clientId).map(({ eventName }) => eventName);

const hitsOfPage = ({ page }: Visit) => page.evaluate(() => [...(window.simulatedContainer?.hits ?? [])]);

const emailHash = createHash('sha256').update(buyer.email).digest('base64url');

describe('the web container', () => {
  test('brings a payment to GA4 and Google Ads once, with visitor, campaign, amount and buyer', async () => {
    await journey.publishShipped();
    const payer = await goToPay(journey);
    const { visit, sessionId, clientId, gaSessionId } = payer;
    await payByCard(payer);
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    await expect.poll(() => journey.toldOf(sessionId).conversions.length, pollOptions).toBe(1);
    await expect.poll(() => namesOfClient(clientId), pollOptions).toHaveLength(4);
    expect(namesOfClient(clientId).toSorted()).toEqual(['begin_checkout', 'page_view', 'page_view', 'purchase']);
    const [firstPage] = hitsOfClient(clientId);
    expect(firstPage).toMatchObject({ eventName: 'page_view', sessionId: gaSessionId });
    const { hits, conversions } = journey.toldOf(sessionId);
    expect(hits).toMatchObject([
      {
        sentBy: 'page',
        eventName: 'purchase',
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
    const [conversion = ''] = (await hitsOfPage(visit)).filter((hit) => hit.includes('/pagead/conversion/'));
    expect(new URL(conversion).searchParams.get('em')).toMatch(new RegExp(`^tv\\.1~em\\.${emailHash}(~|$)`));
    const onReturn = hitsOfClient(clientId).filter(({ pageLocation }) => pageLocation?.includes('/thanks'));
    expect(onReturn.map(({ pageLocation }) => pageLocation)).toEqual([`${shopUrl}/thanks`, `${shopUrl}/thanks`]);
  });

  test('tells nothing again after a reload', async () => {
    await journey.publishShipped();
    const payer = await goToPay(journey);
    const { visit, sessionId, clientId } = payer;
    await payByCard(payer);
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    await journey.reported(sessionId);
    await visit.reload();
    expect((await visit.outcome()).pushed).toEqual([]);
    // The reload's own page view is the last thing that this visitor's pages tell.
    await expect
      .poll(() => namesOfClient(clientId).filter((name) => name === 'page_view'), pollOptions)
      .toHaveLength(3);
    expect(journey.toldOf(sessionId)).toMatchObject({ hits: [{}], conversions: [{}] });
    expect(journey.toldOf(sessionId).hits).toHaveLength(1);
  });
});
