// What has to stand in Stripe so that buyers come back with their session.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeRedirect, toRedirectUrl } from '../../../functions/rules/redirect-url.ts';

const property = { hostnames: ['shop.example.com', '*.example.org'] };

describe('judgeRedirect', () => {
  test('a page of the property that gets the session in session_id is good', () => {
    expect(judgeRedirect('https://shop.example.com/thanks?session_id={CHECKOUT_SESSION_ID}', property)).toBe('good');
    expect(judgeRedirect('https://a.example.org/?a=b&session_id={CHECKOUT_SESSION_ID}', property)).toBe('good');
  });

  test('a page of Stripe’s own brings nobody back', () => {
    expect(judgeRedirect(null, property)).toBe('hosted_confirmation');
  });

  test('without the placeholder to the letter the page does not learn the session', () => {
    for (const query of [
      '',
      '?session_id=',
      '?session_id={checkout_session_id}',
      '?session_id=%7BCHECKOUT_SESSION_ID%7D',
    ]) {
      expect(judgeRedirect(`https://shop.example.com/thanks${query}`, property)).toBe('no_placeholder');
    }
  });

  test('in another parameter, behind a # or with something around it no container finds the session', () => {
    for (const rest of [
      '?id={CHECKOUT_SESSION_ID}',
      '#session_id={CHECKOUT_SESSION_ID}',
      '?session_id="{CHECKOUT_SESSION_ID}"',
    ]) {
      expect(judgeRedirect(`https://shop.example.com/${rest}`, property)).toBe('other_parameter');
    }
  });

  test('a host that the property does not allow is told before anything else', () => {
    expect(judgeRedirect('https://other.example.com/', property)).toBe('other_host');
    expect(judgeRedirect('not an address', property)).toBe('other_host');
  });
});

describe('toRedirectUrl', () => {
  test('puts the placeholder behind the page’s address as it stands', () => {
    expect(toRedirectUrl(' https://shop.example.com/thank-you ', property)).toEqual({
      kind: 'value',
      value: 'https://shop.example.com/thank-you?session_id={CHECKOUT_SESSION_ID}',
    });
  });

  test('keeps what the address asks for already, and where on the page it leads', () => {
    expect(toRedirectUrl('https://shop.example.com/?p=12&x=a%20b#top', property)).toMatchObject({
      value: 'https://shop.example.com/?p=12&x=a%20b&session_id={CHECKOUT_SESSION_ID}#top',
    });
  });

  test('an address that has the parameter gets it once, and one without https:// is understood', () => {
    const whole = 'https://shop.example.com/thanks?a=1&session_id={CHECKOUT_SESSION_ID}';
    expect(toRedirectUrl('shop.example.com/thanks?session_id=cs_1&a=1', property)).toMatchObject({ value: whole });
    expect(toRedirectUrl(whole, property)).toMatchObject({ value: whole });
  });

  test('whatever is accepted is good as a redirect', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
        const parsed = toRedirectUrl(`https://shop.example.com${path}?${query}`, property);
        return parsed.kind === 'value' && judgeRedirect(parsed.value, property) === 'good';
      }),
    );
  });

  test('leaves the rest of the query as it was typed where a session id goes', () => {
    expect(toRedirectUrl('https://shop.example.com/?a&b={x}&session_id=1&c=%20', property)).toMatchObject({
      value: 'https://shop.example.com/?a&b={x}&c=%20&session_id={CHECKOUT_SESSION_ID}',
    });
  });

  test('refuses what is no page, and a host that the property does not allow, with the cure', () => {
    for (const text of ['', 'thank you', 'mailto:a@shop.example.com']) {
      expect(toRedirectUrl(text, property)).toMatchObject({
        sentence: expect.stringContaining('Copy it from the browser'),
      });
    }
    expect(toRedirectUrl('https://evil.test/thanks', property)).toMatchObject({
      sentence: expect.stringContaining('add the host'),
    });
  });
});
