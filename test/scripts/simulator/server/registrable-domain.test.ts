// The registrable domain of addresses of all kinds.
import { describe, expect, test } from 'vitest';
import { findRegistrableDomain } from '../../../../scripts/simulator/server/registrable-domain.ts';

describe('findRegistrableDomain', () => {
  test.each([
    ['example.com', 'example.com'],
    ['www.example.com', 'example.com'],
    ['a.b.c.example.de', 'example.de'],
    ['https://www.example.com/path?q#h', 'example.com'],
    ['http://user:pw@www.example.com:8080/', 'example.com'],
    ['www.example.com:443', 'example.com'],
    ['WWW.EXAMPLE.COM', 'example.com'],
    ['www.example.com.', 'example.com'],
    ['www.bücher.de', 'xn--bcher-kva.de'],
    ['www.shop.co.uk', 'shop.co.uk'],
    ['shop.com.au', 'shop.com.au'],
    ['www.shop.com.br', 'shop.com.br'],
    ['a.shop.myshopify.com', 'shop.myshopify.com'],
    ['gtm-abc-uc.a.run.app', 'gtm-abc-uc.a.run.app'],
    ['co.example.uk', 'example.uk'],
  ])('of %s is %s', (text, domain) => {
    expect(findRegistrableDomain(text)).toBe(domain);
  });

  test.each([
    [''],
    ['com'],
    ['co.uk'],
    ['a.run.app'],
    ['localhost'],
    ['192.0.2.1'],
    ['https://[2001:db8::1]/'],
    ['not a domain'],
    ['https://'],
    ['a..b'],
  ])('%j has none', (text) => {
    expect(findRegistrableDomain(text)).toBe('');
  });
});
