// What GA4 gets of an event in which everything is known, through the shipped server container: few enough parameters, and none
// that only other tags need.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import { clickIdNames } from '../../../gtm-templates/shared/parameter-names.ts';
import { newForwardedEvent } from '../../functions/destinations/new-forwarded-event.ts';
import { makeTpl } from '../../scripts/simulator/make-tpl.ts';
import {
  buildShippedTemplates,
  measurementId,
  type ShippedServer,
  startShippedServer,
} from './start-shipped-server.ts';

let server: ShippedServer | undefined;

beforeAll(buildShippedTemplates);

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** GA4 drops what is beyond: https://support.google.com/analytics/answer/9267744 */
const mostParameters = 25;

/** More than anybody has, so that there is room for what people add. */
const ownClickIds = ['cjevent', 'tblci'];

/** A purchase in which nothing is unknown. */
function everythingKnown(): ForwardedEvent {
  const clickIds = [...clickIdNames, ...ownClickIds].map((name) => [name, `of-${name}`]);
  return newForwardedEvent({
    livemode: true,
    customer_id: 'cus_buyer',
    customer_type: 'new',
    client_reference_id: 'tt1_reference',
    payment_link: 'plink_shop',
    subscription_id: 'sub_shop',
    utm_source: 'newsletter',
    utm_medium: 'email',
    utm_campaign: 'spring',
    utm_term: 'lamp',
    utm_content: 'header',
    click: { ...Object.fromEntries(clickIds), landing_page: 'shop.example.test/', referrer_host: 'news.example' },
    client_id: '1234567890.1700000000',
    ga_session_id: '1700000000',
    consent: {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
    },
    ecommerce: {
      transaction_id: 'cs_live_known',
      value: 49.5,
      currency: 'EUR',
      tax: 7.9,
      shipping: 4,
      discount: 5,
      coupon: 'LAUNCH',
      items: [{ item_id: 'price_lamp', item_name: 'Lamp', price: 45.5, quantity: 1, discount: 5 }],
    },
    user_data: { email: 'ada@example.com' },
    meta_user_data: { fbp: 'fb.1.1.2', fbc: 'fb.1.1.3' },
  });
}

/** A custom tag that logs the names of everything that it sees. */
const customTag = {
  name: 'Somebody’s own',
  type: 'cvt_11111111_900',
  firingTriggerId: ['2147479574'],
};
const customTemplate = {
  name: customTag.name,
  templateId: '900',
  templateData: makeTpl({
    container: 'server',
    name: customTag.name,
    code: `require('logToConsole')(require('JSON').stringify(require('getAllEventData')())); data.gtmOnSuccess();`,
    permissions: { read_event_data: { eventDataAccess: 'any' }, logging: { environments: 'all' } },
  }),
};

/** The parameters of the hits to GA4 and to Google Ads, and the event as the client gave it and as a custom tag sees it. */
async function forwardEverything(fields: Readonly<Record<string, string>> = {}) {
  server = await startShippedServer({
    baking: { adsConversionId: 'AW-123456789', adsLabel: 'abcDEF' },
    fields,
    tags: [customTag],
    templates: [customTemplate],
  });
  expect(server.container.records.unsupported).toEqual([]);
  expect(await server.forward(everythingKnown())).toEqual({ kind: 'accepted' });
  const urls = server.container.records.hits.map((hit) => new URL(hit));
  const read = (path: string) =>
    Object.fromEntries(urls.find(({ pathname }) => pathname.startsWith(path))?.searchParams ?? []);
  const { logLines } = server.container.records;
  const seen: unknown = JSON.parse(logLines.find(({ template }) => template === customTag.name)?.text ?? 'null');
  return { analytics: read('/g/collect'), ads: read('/pagead/'), seen, given: server.events()[0] ?? {} };
}

/** The names of an event's own parameters. */
function ownNames(sent: Readonly<Record<string, string>>): string[] {
  return Object.keys(sent).flatMap((name) => /^epn?\.(.+)$/.exec(name)?.[1] ?? []);
}

describe('an event in which everything is known', () => {
  it('reaches GA4 with what a report is made of, under the names of the web container, and with nothing else', async () => {
    const { analytics, given } = await forwardEverything();
    expect(ownNames(analytics).toSorted()).toEqual(
      [
        ...['transaction_id', 'value', 'tax', 'shipping', 'discount', 'coupon'],
        ...['event_id', 'customer_type', 'tilltag_payment_link'],
        ...['tilltag_source', 'tilltag_medium', 'tilltag_campaign', 'tilltag_term', 'tilltag_content'],
      ].toSorted(),
    );
    expect(analytics).toMatchObject({
      tid: measurementId,
      en: 'purchase',
      cid: '1234567890.1700000000',
      sid: '1700000000',
      cu: 'EUR',
      gcs: 'G111',
      gcd: '11t1t1t1t5',
      dl: 'https://shop.example.test/?gclid=of-gclid',
      pr1: expect.stringContaining('price_lamp'),
      'epn.value': '49.5',
    });
    // Else this would prove nothing.
    expect(Object.keys(given).length).toBeGreaterThan(mostParameters + ownNames(analytics).length);
  });

  it('stays within what GA4 takes also with click ids of the shop’s own', async () => {
    const { analytics } = await forwardEverything({ extraClickIds: ownClickIds.join(', ') });
    expect(ownNames(analytics)).toEqual(expect.arrayContaining(ownClickIds));
    expect(ownNames(analytics).length).toBeLessThanOrEqual(mostParameters);
  });

  it('is whole for every other tag', async () => {
    const { ads, seen, given } = await forwardEverything();
    expect(ads).toMatchObject({
      label: 'abcDEF',
      value: '49.5',
      oid: given['transaction_id'],
      gclaw: 'of-gclid',
      vdnc: '1',
    });
    expect(seen).toEqual(given);
    expect(seen).toMatchObject({
      customer_id: 'cus_buyer',
      gclid: 'of-gclid',
      'x-fb-ck-fbp': 'fb.1.1.2',
      livemode: true,
    });
  });
});
