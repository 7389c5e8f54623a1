// Addresses, referrers and cookies that somebody made to do harm: the tag ends well, and what it tells is still a valid report.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateClickReport } from '../../../../functions/public/click-report-validator.ts';
import { type OpenedPage, openPage } from './open-page.ts';

const cookieValue = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,1500}$/;

const names = [
  ...['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'utm_id', 'utm_source_platform'],
  ...['gclid', 'fbclid', 'ttclid', 'ScCid', 'li_fat_id', 'epik', 'cjevent', '__proto__', 'constructor', 'session_id'],
];

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 1200 }),
  fc.stringMatching(/^[A-Za-z0-9_-]{1,600}$/),
  fc.constantFrom('<img src=x onerror=alert(1)>', '%', '%zz', '%E4', 'a@b.example', '🎁'.repeat(300), 'ü'.repeat(1000)),
);

const query = fc
  .array(fc.tuple(fc.constantFrom(...names), text), { maxLength: 20 })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value.replace(/[&#]/g, '')}`).join('&'));

const cookie = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 200 }).map((value) => value.replaceAll(';', '')),
  fc.stringMatching(/^1\|\d{1,11}\|\|[-0-2]{3}(\|\d{1,10}(&[a-z]{1,2}=[a-z%]{0,9}){0,4}){0,3}$/),
);

function expectSound({ click, cookie: readCookie, run }: OpenedPage): void {
  const description = click();
  const report = description?.report;
  expect(validateClickReport(report), JSON.stringify(validateClickReport.errors)).toBe(true);
  expect(readCookie()).toMatch(cookieValue);
  expect(run.consoleTexts().join('\n')).not.toMatch(/[^\s@]@[^\s@]+\.[^\s@]/);
}

describe('payment link tag', () => {
  test('any address and any cookie: the page, the cookie’s bound and the report stay sound', () => {
    fc.assert(
      fc.property(query, cookie, (search, value) => {
        expectSound(
          openPage({
            href: `https://shop.example.com/p?${search}`,
            cookies: { _tilltag: value },
            fields: { extraClickIds: 'cjevent __proto__ constructor hasOwnProperty' },
          }),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('any address where no cookie may be set: the report stays within what the function takes', () => {
    fc.assert(
      fc.property(query, (search) => {
        const { click } = openPage({
          href: `https://shop.example.com/p?${search}`,
          consent: { analytics_storage: 'denied' },
        });
        expect(JSON.stringify(click()).length).toBeLessThan(16_000);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    'javascript:alert(1)',
    'about:blank',
    'android-app://com.google.android.gm/',
    'https://[::1]/',
    'not a url',
  ])('the referrer %s breaks nothing', (referrer) => {
    expectSound(openPage({ referrer }));
  });

  test('all click ids and campaigns at once are no more than the function takes', () => {
    const ids = ['gclid', 'gbraid', 'wbraid', 'dclid', 'fbclid', 'msclkid', 'ttclid', 'twclid', 'li_fat_id', 'epik'];
    const utms = ['source', 'medium', 'campaign', 'term', 'content', 'id', 'source_platform', 'creative_format'];
    const extra = ['x1', 'x2', 'x3', 'x4', 'x5'];
    const all = [...ids, 'ScCid', 'rdt_cid', 'yclid', 'irclickid', ...utms.map((name) => `utm_${name}`), ...extra];
    const opened = openPage({
      href: `https://shop.example.com/?${all.map((name) => `${name}=1`).join('&')}`,
      fields: { extraClickIds: extra.join() },
    });
    expectSound(opened);
    expect(Object.keys(opened.click()?.report.visit?.parameters ?? {})).toHaveLength(24);
  });

  test('an address that a shop made its client id stays in the browser', () => {
    const opened = openPage({ cookies: { _ga: 'GA1.1.ada@example.com.1767225600' } });
    expectSound(opened);
    expect(opened.click()?.report).not.toHaveProperty('ga_client_id');
  });
});
