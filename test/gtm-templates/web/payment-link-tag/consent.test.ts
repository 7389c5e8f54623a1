// What the built tag keeps as the container's consent changes.
import { describe, expect, test } from 'vitest';
import { openPage } from './open-page.ts';

const href = 'https://shop.example.com/?utm_source=letter&gclid=abc';
const all = (state: 'granted' | 'denied') => ({ ad_storage: state, analytics_storage: state });

describe('payment link tag', () => {
  describe('consent', () => {
    test('denied and granted later on the page: the cookie is written then, with what the landing page had', () => {
      const opened = openPage({ href, consent: all('denied') });
      expect(opened.cookie()).toBeUndefined();
      expect(opened.page.cookieLines).toEqual([]);
      opened.page.advance(20_000);
      opened.run.container.consent.apply('update', all('granted'));
      opened.page.settle();
      expect(opened.cookie()).toContain('1763700000&l=shop.example.com%2F&s=letter&gc=abc');
      expect(opened.click()?.report.consent).toMatchObject({ ad_storage: 'granted', ad_user_data: 'granted' });
    });

    test('denied at first and restored by a banner: the touches of the returning visitor are still there', () => {
      const first = openPage({ href });
      const cookies = { _tilltag: first.cookie() ?? '' };
      const back = openPage({ cookies, consent: all('denied'), nowMs: 1_763_800_000_000 });
      back.page.advance(1_500);
      back.run.container.consent.apply('update', all('granted'));
      back.page.settle();
      expect(back.click()?.report.last?.parameters).toEqual({ utm_source: 'letter', gclid: 'abc' });
    });

    test('denied for good: the cookie of an earlier visit is deleted', () => {
      const first = openPage({ href });
      const cookies = { _tilltag: first.cookie() ?? '' };
      const back = openPage({ cookies, consent: all('denied') });
      back.page.advance(4_999);
      expect(back.cookie()).toBeDefined();
      back.page.advance(1);
      expect(back.cookie()).toBeUndefined();
    });

    test('withdrawn on the page: the cookie goes, and the ids with it', () => {
      const opened = openPage({ href, consent: { ...all('granted'), ad_user_data: 'denied' } });
      opened.run.container.consent.apply('update', all('denied'));
      opened.page.settle();
      expect(opened.cookie()).toBeUndefined();
      const report = opened.click()?.report;
      expect(report?.visit?.parameters).toEqual({ utm_source: 'letter' });
      expect(opened.cookie()).toBeUndefined();
    });

    test('ad_storage withdrawn alone: the click ids go, the campaign stays', () => {
      const opened = openPage({ href, consent: { ...all('granted'), ad_user_data: 'denied' } });
      expect(opened.cookie()).toContain('gc=abc');
      opened.run.container.consent.apply('update', { ad_storage: 'denied' });
      opened.page.settle();
      expect(opened.cookie()).toContain('s=letter');
      expect(opened.cookie()).not.toContain('abc');
    });

    test('the page’s own record of consent makes a grant a grant', () => {
      const opened = openPage({ href });
      expect(opened.click()?.report.consent.ad_storage).toBe('unset');
      opened.page.window['google_tag_data'] = { ics: { usedDefault: false, usedUpdate: true } };
      expect(opened.click()?.report.consent.ad_storage).toBe('granted');
    });
  });
});
