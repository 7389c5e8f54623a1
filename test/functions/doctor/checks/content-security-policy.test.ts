// Which policies of a page let it load a script, or ask, at one origin.
import { describe, expect, test } from 'vitest';
import { findPolicies, isAllowedByPolicies } from '../../../../functions/doctor/checks/content-security-policy.ts';

const pageOrigin = 'https://shop.example.com';
const url = 'https://tags.example.com/base/checkout/tilltag.v1.js';
const mayLoad = (...policies: string[]) => isAllowedByPolicies(policies, 'script-src', { url, pageOrigin });
const mayAsk = (...policies: string[]) => isAllowedByPolicies(policies, 'connect-src', { url, pageOrigin });

describe('isAllowedByPolicies', () => {
  test.each([
    "script-src 'self' https://tags.example.com",
    'script-src tags.example.com',
    'script-src *.example.com',
    'script-src https:',
    'script-src http:',
    'script-src *',
    'script-src http://tags.example.com',
    'script-src https://tags.example.com:443',
    'script-src https://tags.example.com:*',
    'script-src https://tags.example.com/base/',
    'script-src https://tags.example.com/base/checkout/tilltag.v1.js',
    "script-src 'nonce-abc' 'strict-dynamic'",
    'SCRIPT-SRC HTTPS://TAGS.EXAMPLE.COM',
    'img-src none; style-src none',
    '',
    "default-src 'none'; script-src https://tags.example.com",
    "script-src 'none'; script-src-elem https://tags.example.com",
    "script-src tags.example.com; script-src 'none'",
  ])('the policy "%s" lets the script load', (policy) => {
    expect(mayLoad(policy)).toBe(true);
  });

  test.each([
    "script-src 'self'",
    "script-src 'none'",
    'script-src',
    "default-src 'self'",
    'script-src https://other.example.com',
    'script-src example.com',
    'script-src *.tags.example.com',
    'script-src evil-tags.example.com',
    'script-src https://tags.example.com:8443',
    'script-src https://tags.example.com/other/',
    'script-src data: blob:',
    "script-src-elem 'self'; script-src https://tags.example.com",
    "script-src 'nonce-abc' 'unsafe-inline'",
  ])('the policy "%s" blocks it', (policy) => {
    expect(mayLoad(policy)).toBe(false);
  });

  test('the page’s own origin is what self means', () => {
    const own = { url: `${pageOrigin}/checkout/tilltag.v1.js`, pageOrigin };
    expect(isAllowedByPolicies(["default-src 'self'"], 'script-src', own)).toBe(true);
  });

  test('every policy has to allow it', () => {
    expect(mayLoad('script-src https:', "script-src 'self'")).toBe(false);
    expect(mayLoad()).toBe(true);
  });

  test('requests are judged by connect-src, to which strict-dynamic means nothing', () => {
    expect(mayAsk("script-src 'self'")).toBe(true);
    expect(mayAsk("connect-src 'self'")).toBe(false);
    expect(mayAsk("default-src 'strict-dynamic'")).toBe(false);
    expect(mayAsk("default-src 'self'; connect-src https://tags.example.com")).toBe(true);
  });
});

describe('findPolicies', () => {
  test('finds those of the header and of meta elements, however they are written', () => {
    const html = `<META content="script-src 'self'" http-equiv="Content-Security-Policy"><meta http-equiv='content-security-policy' content='img-src *'>`;
    expect(findPolicies("default-src 'self', connect-src *", html)).toEqual([
      "default-src 'self'",
      'connect-src *',
      "script-src 'self'",
      'img-src *',
    ]);
  });

  test('finds none where there is none, and none that only reports', () => {
    const html = '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy-Report-Only" content="script-src x">';
    expect(findPolicies(undefined, html)).toEqual([]);
  });
});
