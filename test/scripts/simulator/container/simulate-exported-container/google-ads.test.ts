// What the stand-ins for Google Ads send for an export.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { gtag, push } from '../simulate-container/start.ts';
import { buy, ecommerce, hash, onBuy, query } from './google-events.ts';
import { flag, run, tag, text, variable } from './make-export.ts';

describe('the Google Ads stand-ins', () => {
  const ads = (...more: Parameters<typeof tag>[2] & object) =>
    tag(
      'Ads',
      'awct',
      [
        text('conversionId', '123'),
        text('conversionLabel', 'abC'),
        text('conversionValue', '{{Value}}'),
        text('currencyCode', '{{Currency}}'),
        text('orderId', '{{Order}}'),
        flag('enableConversionLinker', true),
        text('conversionCookiePrefix', '_gcl'),
        flag('enableEnhancedConversion', true),
        text('cssProvidedEnhancedConversionValue', '{{User}}'),
        flag('enableNewCustomerReporting', true),
        ...more,
      ],
      onBuy,
    );
  const variables = [
    variable('Value', 'v', [text('name', 'ecommerce.value')]),
    variable('Currency', 'v', [text('name', 'ecommerce.currency')]),
    variable('Order', 'v', [text('name', 'ecommerce.transaction_id')]),
    variable('User', 'awec', [text('mode', 'CODE'), text('dataSource', '{{Data}}')]),
    variable('Data', 'v', [text('name', 'user_data')]),
    variable('New', 'v', [text('name', 'is_new')]),
  ];
  const linker = tag('Linker', 'gclidw', [flag('enableCrossDomain', false)]);
  const message = { event: 'purchase', ecommerce, user_data: { email: 'ada@example.test' }, new_customer: true };
  const startAds = (conversion = ads(), options = { href: 'https://shop.example.test/?gclid=Cj0.K' }) => {
    const page = createFakePage({ nowMs: 1_700_000_000_123, ...options });
    return run({ trigger: buy, variable: variables, tag: [linker, conversion] }, page);
  };

  test('send the conversion with its order, click and hashed user data', () => {
    const { page, container } = startAds();
    push(page, message);
    expect(page.cookieJar.get('_gcl_aw')).toBe('GCL.1700000000.Cj0.K');
    expect(page.pixels.map(({ url }) => url)).toEqual(container.hits);
    expect(new URL(container.hits[0] ?? '').pathname).toBe('/pagead/conversion/123/');
    expect(query(container.hits[0])).toMatchObject({
      label: 'abC',
      value: '49.5',
      currency_code: 'EUR',
      oid: 'cs_1',
      gcs: 'G111',
      gclaw: 'Cj0.K',
      vdnc: '1',
      em: `tv.1~em.${hash('ada@example.test')}`,
    });
  });

  test.each([
    [{ ad_user_data: 'denied' }, 'G111', 'Cj0.K'],
    [{ ad_storage: 'denied' }, 'G101', undefined],
    [{ ad_storage: 'denied', analytics_storage: 'denied' }, 'G100', undefined],
  ])('with %j no user data leave the page', (states, gcs, gclaw) => {
    const { page, container } = startAds();
    push(page, gtag('consent', 'update', states), message);
    const sent = query(container.hits[0]);
    expect([sent['gcs'], sent['gclaw'], sent['em']]).toEqual([gcs, gclaw, undefined]);
  });

  test('the linker keeps no click while ad_storage is denied, and the click of the page once it is granted', () => {
    const page = createFakePage({ href: 'https://shop.example.test/?gclid=Cj0K' });
    page.window['dataLayer'] = [gtag('consent', 'default', { ad_storage: 'denied' })];
    run({ tag: [linker] }, page);
    expect(page.cookieLines).toEqual([]);
    push(page, gtag('consent', 'update', { ad_storage: 'granted' }));
    expect(page.cookieJar.get('_gcl_aw')).toMatch(/^GCL\.\d+\.Cj0K$/);
  });

  test('the linker writes nothing on a page without a click', () => {
    expect(startAds(ads(), { href: 'https://shop.example.test/' }).page.cookieLines).toEqual([]);
  });

  test('a new customer is what the tag’s own field says where it asks for that', () => {
    const own = (value: string) => {
      const { page, container } = startAds(
        ads(text('newCustomerReportingDataSource', 'JSON'), text('awNewCustomer', '{{New}}')),
      );
      push(page, { ...message, ...(value !== '' && { is_new: value }) });
      return query(container.hits[0])['vdnc'];
    };
    expect([own('true'), own('false'), own('')]).toEqual(['1', '0', undefined]);
  });

  test('a conversion without id fails', () => {
    const { page, container } = run({ trigger: buy, tag: [tag('Ads', 'awct', [text('conversionId', '')], onBuy)] });
    push(page, { event: 'purchase' });
    expect([container.hits, container.tags[0]?.error]).toEqual([[], 'No conversion id.']);
  });
});
