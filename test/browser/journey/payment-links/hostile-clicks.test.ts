// What strangers can send in place of a click's report, from a page: the endpoint bears it.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Journey, startJourney, tagsUrl } from '../start-journey.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
});

afterAll(() => journey?.close());

afterEach(() => journey.endTest());

describe('POST /checkout/clicks', () => {
  const report = (): Record<string, unknown> => ({
    property_id: journey.property.id,
    click_id: 'AAAAAAAAAAAAAAAAAAAAAA',
    clicked_at: 1_700_000_000,
    consent: {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
    },
  });

  /** What the endpoint answers a page of this host, sent as a beacon is. */
  async function post(body: string, host = 'shop.example.test'): Promise<[number, string]> {
    const { page } = await journey.visit(`https://${host}/plain`);
    return page.evaluate(
      async ([url, text]): Promise<[number, string]> => {
        const response = await fetch(url, { method: 'POST', body: text });
        const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
        return [response.status, Object(answer.error).code ?? 'none'];
      },
      [`${tagsUrl}/checkout/clicks`, body] as const,
    );
  }

  const refusals: [string, () => string, [number, string]][] = [
    ['no JSON', () => '{"property_id":', [400, 'invalid_request']],
    ['markup', () => '<script>window.hacked=1</script>', [400, 'invalid_request']],
    ['a list', () => '[]', [400, 'invalid_request']],
    ['null', () => 'null', [400, 'invalid_request']],
    ['a field too many', () => JSON.stringify({ ...report(), email: 'a@b.c' }), [400, 'invalid_request']],
    [
      'a forged prototype',
      () => JSON.stringify(report()).replace('{', '{"__proto__":{"a":1},'),
      [400, 'invalid_request'],
    ],
    [
      'a click id with a path in it',
      () => JSON.stringify({ ...report(), click_id: '../../../../../../aa' }),
      [400, 'invalid_request'],
    ],
    ['a time that is none', () => JSON.stringify({ ...report(), clicked_at: -1 }), [400, 'invalid_request']],
    [
      'a thousand parameters',
      () =>
        JSON.stringify({
          ...report(),
          visit: {
            at: 1,
            parameters: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`p${index}`, 'x'])),
          },
        }),
      [400, 'invalid_request'],
    ],
    [
      'a property that nobody has',
      () => JSON.stringify({ ...report(), property_id: 'tt_nobodyhasthisone' }),
      [404, 'unknown_property'],
    ],
    ['100 kB', () => 'x'.repeat(100_000), [413, 'body_too_large']],
  ];

  test.each(refusals)('answers %s with its code', async (_name, body, expected) => {
    expect(await post(body())).toEqual(expected);
  });

  test('answers a page of another host with its code, and keeps nothing', async () => {
    const click = { ...report(), click_id: 'BBBBBBBBBBBBBBBBBBBBBA' };
    expect(await post(JSON.stringify(click), 'elsewhere.example.test')).toEqual([403, 'host_not_allowed']);
    expect(await journey.store.findClick(journey.property.id, click.click_id, Date.now())).toBeUndefined();
  });

  test('keeps the first of two reports with one click id', async () => {
    const click = { ...report(), click_id: 'CCCCCCCCCCCCCCCCCCCCCA' };
    const touch = (source: string) => ({ at: 1, parameters: { utm_source: source } });
    await post(JSON.stringify({ ...click, visit: touch('first') }));
    await post(JSON.stringify({ ...click, visit: touch('second') }));
    const kept = await journey.store.findClick(journey.property.id, click.click_id, Date.now());
    expect(kept?.visit?.parameters).toEqual({ utm_source: 'first' });
  });
});
