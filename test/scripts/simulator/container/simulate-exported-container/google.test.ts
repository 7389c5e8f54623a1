// What the stand-ins for Google's tags send for an export.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { gtag, push } from '../simulate-container/start.ts';
import { buy, ecommerce, hash, onBuy, query } from './google-events.ts';
import { flag, run, table, tag, text, variable } from './make-export.ts';

const columns = ['parameter', 'parameterValue'] as const;

const ga4 = (...more: Parameters<typeof tag>[2] & object) =>
  tag('GA4', 'gaawe', [text('eventName', '{{Event}}'), text('measurementIdOverride', 'G-TEST'), ...more], onBuy);
const googleTag = (...more: Parameters<typeof tag>[2] & object) =>
  tag('Google tag', 'googtag', [text('tagId', 'G-TEST'), ...more]);
const event = [{ accountId: '1', containerId: '2', type: 'EVENT', name: 'Event' }];

describe('the GA4 event stand-in', () => {
  test('sends the data layer’s ecommerce, and the tag’s parameters over those of its settings variable', () => {
    const { page, container } = run({
      builtInVariable: event,
      trigger: buy,
      variable: [
        variable('Settings', 'gtes', [
          table('eventSettingsTable', columns, [
            ['a', 'shared'],
            ['b', 'shared'],
          ]),
        ]),
        variable('Number', 'v', [text('name', 'number')]),
        variable('Missing', 'v', [text('name', 'missing')]),
      ],
      tag: [
        ga4(
          flag('sendEcommerceData', true),
          text('getEcommerceDataFrom', 'dataLayer'),
          text('eventSettingsVariable', '{{Settings}}'),
          table('eventSettingsTable', columns, [
            ['b', 'own'],
            ['n', '{{Number}}'],
            ['m', '{{Missing}}'],
          ]),
          table('userProperties', ['name', 'value'], [['plan', 'pro']]),
        ),
      ],
    });
    push(page, { event: 'purchase', ecommerce, number: 3 });
    expect(page.beacons).toEqual(container.hits);
    const sent = query(container.hits[0]);
    expect(sent).toMatchObject({
      en: 'purchase',
      tid: 'G-TEST',
      cu: 'EUR',
      'ep.transaction_id': 'cs_1',
      'epn.value': '49.5',
      pr1: 'ida~qt2',
      'ep.a': 'shared',
      'ep.b': 'own',
      'epn.n': '3',
      'up.plan': 'pro',
      gcs: 'G111',
    });
    expect(sent).not.toHaveProperty('ep.m');
  });

  test('leaves the ecommerce out unless told, and can take it from a variable', () => {
    const { page, container } = run({
      builtInVariable: event,
      trigger: buy,
      variable: [variable('Other', 'v', [text('name', 'other')])],
      tag: [
        ga4(flag('sendEcommerceData', false)),
        {
          ...ga4(
            flag('sendEcommerceData', true),
            text('getEcommerceDataFrom', 'customObject'),
            text('ecommerceMacroData', '{{Other}}'),
          ),
          name: 'Other',
        },
      ],
    });
    push(page, { event: 'purchase', ecommerce, other: { value: 7 } });
    expect(container.hits.map((hit) => query(hit)['epn.value'])).toEqual([undefined, '7']);
  });

  test('sends user data hashed, and only where ad_user_data is granted', () => {
    const { page, container } = run({
      builtInVariable: event,
      trigger: buy,
      variable: [variable('User', 'v', [text('name', 'user_data')])],
      tag: [ga4(flag('enhancedUserId', true), text('userDataVariable', '{{User}}'))],
    });
    const message = { event: 'purchase', user_data: { email: 'ada@example.test' } };
    push(page, message);
    push(page, gtag('consent', 'update', { ad_user_data: 'denied' }), message);
    expect(container.hits.map((hit) => query(hit)['em'])).toEqual([`tv.1~em.${hash('ada@example.test')}`, undefined]);
  });

  test('sends nothing while analytics_storage is denied', () => {
    const { page, container } = run({ builtInVariable: event, trigger: buy, tag: [ga4()] });
    push(page, gtag('consent', 'update', { analytics_storage: 'denied' }), { event: 'purchase' });
    expect([page.beacons, page.cookieLines, container.tags]).toEqual([
      [],
      [],
      [{ name: 'GA4', event: 'purchase', status: 'blocked' }],
    ]);
  });

  test('fails without a measurement id, and without a place where hits go', () => {
    const bare = run({ trigger: buy, tag: [tag('Bare', 'gaawe', [text('eventName', 'x')], onBuy)] });
    push(bare.page, { event: 'purchase' });
    expect(bare.container.tags[0]?.error).toBe('The tag has no measurement id.');
    const lost = run({ tag: [googleTag()] }, undefined, { googleUrl: undefined });
    expect([lost.container.hits, lost.container.tags[0]?.error]).toEqual([[], expect.stringContaining('googleUrl')]);
  });
});

describe('the Google tag stand-in', () => {
  test('counts the page view with its settings', () => {
    const page = createFakePage({ href: 'https://shop.example.test/?session_id=cs_1', title: 'Thanks' });
    const { container } = run(
      {
        variable: [
          variable('Config', 'gtcs', [
            table('configSettingsTable', columns, [
              ['ignore_referrer', 'true'],
              ['page_title', 'Other'],
            ]),
          ]),
        ],
        tag: [
          googleTag(
            text('configSettingsVariable', '{{Config}}'),
            table('configSettingsTable', columns, [['page_location', 'https://shop.example.test/']]),
            table('eventSettingsTable', columns, [['plan', 'pro']]),
          ),
        ],
      },
      page,
    );
    expect(query(container.hits[0])).toMatchObject({
      en: 'page_view',
      tid: 'G-TEST',
      dl: 'https://shop.example.test/',
      dt: 'Other',
      ir: '1',
      'ep.plan': 'pro',
    });
  });

  test('counts no page view where that is switched off, and shares its settings with later events of the id', () => {
    const { page, container } = run({
      builtInVariable: event,
      trigger: buy,
      tag: [
        googleTag(
          table('configSettingsTable', columns, [
            ['send_page_view', 'false'],
            ['page_location', 'https://shop.example.test/clean'],
            ['user_id', 'u1'],
          ]),
        ),
        ga4(),
        {
          ...tag('Other', 'gaawe', [text('eventName', 'x'), text('measurementIdOverride', 'G-OTHER')], onBuy),
        },
      ],
    });
    push(page, { event: 'purchase' });
    expect(container.hits.map((hit) => [query(hit)['tid'], query(hit)['dl'], query(hit)['uid']])).toEqual([
      ['G-TEST', 'https://shop.example.test/clean', 'u1'],
      ['G-OTHER', 'https://shop.example.test/thank-you', undefined],
    ]);
  });

  test('sends through a server container where it is told to, mapped like any other host', () => {
    const table_ = table('configSettingsTable', columns, [['server_container_url', 'https://tags.example.test']]);
    const hostMap = { 'https://tags.example.test': 'http://127.0.0.1:8788' };
    const { container } = run({ tag: [googleTag(table_)] }, undefined, { hostMap });
    expect(container.hits[0]).toMatch(/^http:\/\/127\.0\.0\.1:8788\/g\/collect\?/);
    expect(container.hits[0]).not.toContain('server_container_url');
  });

  test('of another kind of id sends nothing', () => {
    const { container } = run({ tag: [tag('Ads', 'googtag', [text('tagId', 'AW-1')])] });
    expect([container.hits, container.tags[0]?.status]).toEqual([[], 'succeeded']);
  });
});
