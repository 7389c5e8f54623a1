// Hostnames: who may ask, what a person may type, and that nothing hostile gets through either.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostnameOfUrl, isHostAllowed, parseHostnamePattern } from '../../../functions/rules/hostnames.ts';

describe('isHostAllowed', () => {
  test('the exact host is allowed, another is not', () => {
    expect(isHostAllowed('shop.example.com', ['shop.example.com'])).toBe(true);
    expect(isHostAllowed('shop.example.org', ['shop.example.com'])).toBe(false);
  });

  test('any pattern of the list is enough', () => {
    expect(isHostAllowed('b.example.com', ['a.example.com', 'b.example.com'])).toBe(true);
  });

  test('a wildcard allows subdomains at any depth', () => {
    expect(isHostAllowed('shop.example.com', ['*.example.com'])).toBe(true);
    expect(isHostAllowed('de.shop.example.com', ['*.example.com'])).toBe(true);
  });

  test('a wildcard does not allow the domain itself', () => {
    expect(isHostAllowed('example.com', ['*.example.com'])).toBe(false);
  });

  test.each([
    'evil-example.com',
    'evilexample.com',
    'example.com.evil.com',
    'shop.example.com.evil.com',
    '.example.com',
  ])('a wildcard of example.com does not allow %s', (host) => {
    expect(isHostAllowed(host, ['*.example.com', 'example.com'])).toBe(false);
  });

  test('an exact pattern does not allow subdomains or parents', () => {
    expect(isHostAllowed('www.example.com', ['example.com'])).toBe(false);
    expect(isHostAllowed('example.com', ['www.example.com'])).toBe(false);
  });

  test('case, a trailing dot and ports make no difference', () => {
    expect(isHostAllowed('SHOP.Example.com', ['shop.example.com'])).toBe(true);
    expect(isHostAllowed('shop.example.com', ['Shop.EXAMPLE.com'])).toBe(true);
    expect(isHostAllowed('shop.example.com.', ['shop.example.com'])).toBe(true);
    expect(isHostAllowed('shop.example.com:8443', ['shop.example.com'])).toBe(true);
    expect(isHostAllowed('shop.example.com', ['shop.example.com:443'])).toBe(true);
    expect(isHostAllowed('Shop.example.com.:8443', ['*.example.com'])).toBe(true);
  });

  test('IDN in Unicode and in punycode are the same', () => {
    expect(isHostAllowed('xn--bcher-kva.example', ['bücher.example'])).toBe(true);
    expect(isHostAllowed('BÜCHER.example', ['xn--bcher-kva.example'])).toBe(true);
    expect(isHostAllowed('shop.xn--bcher-kva.example', ['*.bücher.example'])).toBe(true);
  });

  test('a lookalike in another script is another host', () => {
    expect(isHostAllowed('shop.ехample.com', ['shop.example.com'])).toBe(false);
  });

  test('localhost and addresses are allowed where they stand in the list', () => {
    expect(isHostAllowed('localhost:8787', ['localhost'])).toBe(true);
    expect(isHostAllowed('127.0.0.1:8787', ['127.0.0.1'])).toBe(true);
    expect(isHostAllowed('[::1]:8787', ['[::1]'])).toBe(true);
    expect(isHostAllowed('127.0.0.1', ['localhost'])).toBe(false);
  });

  test('an empty list allows nothing', () => {
    expect(isHostAllowed('shop.example.com', [])).toBe(false);
  });

  test.each(['*', '*.com', '*.', '', ' ', '*example.com', 'shop.*.com', '*.*.com', '*.0.0.1', 'com'])(
    'the pattern "%s" allows nothing',
    (pattern) => {
      for (const host of ['shop.example.com', 'example.com', 'com', '127.0.0.1', '', '*']) {
        expect(isHostAllowed(host, [pattern])).toBe(false);
      }
    },
  );

  test.each([
    ...['', ' ', '.', '..', 'null', '*', '*.example.com', 'https://shop.example.com', 'evil.com/shop.example.com'],
    ...['user@shop.example.com', 'shop.example.com#', 'shop.example.com?', 'shop.example.com\\', 'shop%2eexample.com'],
    ...[
      'shop..example.com',
      'shop.example.com\n',
      'shop.example.com:port',
      'shop.example.com\u0000',
      'a'.repeat(100_000),
    ],
  ])('the host %j is not allowed', (host) => {
    expect(isHostAllowed(host, ['*.example.com', 'shop.example.com'])).toBe(false);
  });

  test('a host beyond the 253 characters of DNS is not allowed', () => {
    const subdomains = 'a.'.repeat(121);
    expect(isHostAllowed(`${subdomains}example.com`, ['*.example.com'])).toBe(true);
    expect(isHostAllowed(`${subdomains}a.example.com`, ['*.example.com'])).toBe(false);
  });

  test('no text makes it throw', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.webAuthority(), fc.domain());
    fc.assert(
      fc.property(anyText, fc.array(anyText), (host, patterns) => {
        expect(typeof isHostAllowed(host, patterns)).toBe('boolean');
      }),
    );
  });

  test('a domain is allowed by itself, its subdomains by its wildcard, and a longer name by neither', () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        expect(isHostAllowed(domain, [domain])).toBe(true);
        expect(isHostAllowed(`www.${domain}`, [`*.${domain}`])).toBe(true);
        expect(isHostAllowed(`evil-${domain}`, [domain, `*.${domain}`])).toBe(false);
        expect(isHostAllowed(`${domain}.evil.example`, [domain, `*.${domain}`])).toBe(false);
      }),
    );
  });
});

describe('hostnameOfUrl', () => {
  test('an origin and a referer give their hostname', () => {
    expect(hostnameOfUrl('https://shop.example.com')).toBe('shop.example.com');
    expect(hostnameOfUrl('http://Shop.Example.com:8080/thanks?session_id=x#top')).toBe('shop.example.com');
    expect(hostnameOfUrl('https://bücher.example')).toBe('xn--bcher-kva.example');
  });

  test('credentials before the host do not pass for it', () => {
    expect(hostnameOfUrl('https://shop.example.com@evil.example/')).toBe('evil.example');
  });

  test.each([
    'null',
    '',
    'shop.example.com',
    'file:///etc/hosts',
    'chrome-extension://abc/',
    'javascript:alert(1)',
    'https://',
  ])('"%s" has none', (text) => {
    expect(hostnameOfUrl(text)).toBeUndefined();
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        expect(['string', 'undefined']).toContain(typeof hostnameOfUrl(text));
      }),
    );
  });
});

describe('parseHostnamePattern', () => {
  test.each([
    ['shop.example.com', 'shop.example.com'],
    ['  Shop.Example.COM. ', 'shop.example.com'],
    ['https://shop.example.com/thanks?session_id={CHECKOUT_SESSION_ID}', 'shop.example.com'],
    ['HTTP://shop.example.com:8080', 'shop.example.com'],
    ['shop.example.com/thanks', 'shop.example.com'],
    ['shop.example.com:8443', 'shop.example.com'],
    ['*.example.com', '*.example.com'],
    ['https://*.Example.com/', '*.example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['*.bücher.example', '*.xn--bcher-kva.example'],
    ['localhost', 'localhost'],
    ['127.0.0.1:8787', '127.0.0.1'],
    ['[::1]', '[::1]'],
  ])('"%s" is stored as %s', (text, pattern) => {
    expect(parseHostnamePattern(text)).toEqual({ kind: 'pattern', pattern });
  });

  test.each([
    ['', 'missing'],
    ['https://', 'missing'],
    ['/thanks', 'missing'],
    ['ada@example.com', 'e-mail'],
    ['ftp://shop.example.com', '“ftp://” is no web page, and only those can ask. Type shop.example.com.'],
    ['ada@example.com', '“ada@example.com” has an @ in it and looks like an e-mail address. Type example.com.'],
    ['shop', 'The hostname “shop” has no dot. Type it whole, such as shop.example.com.'],
    ['shop example.com', 'a blank cannot stand in one'],
    ['shop\u0000example.com', 'is not a hostname'],
    ['shop..example.com', '“shop..example.com” has a dot too many. Type shop.example.com.'],
    ['.example.com', '“.example.com” has a dot too many. Type example.com.'],
    ['shop.example.com:port', '“:port” behind the hostname is no port. Type shop.example.com.'],
    ['shop%2eexample.com', '“%” cannot stand in one'],
    [`${'a.'.repeat(130)}example.com`, '…” is not a hostname. Type a hostname, such as shop.example.com.'],
    ['sk_live_0123456789', 'The hostname “…” has no dot'],
    ['*', 'before the first dot'],
    [
      '*shop.example.com',
      'In “*shop.example.com” the * stands where it cannot: only before the first dot, as in *.shop.example.com.',
    ],
    ['*example.com', 'before the first dot'],
    ['shop.*.com', 'before the first dot'],
    ['*.*.example.com', 'before the first dot'],
    ['*.', 'before the first dot'],
    ['*.com', 'strangers'],
    ['*.localhost', 'strangers'],
    ['*.127.0.0.1', 'strangers'],
  ])('"%s" is refused with a sentence that says "%s"', (text, word) => {
    const parsed = parseHostnamePattern(text);
    expect(parsed).toMatchObject({ kind: 'refused', reason: expect.stringContaining(word) });
    expect(parsed).toMatchObject({ reason: expect.stringMatching(/example\.com\.$/) });
  });

  test('what it stores, it reads again unchanged, whatever was typed', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.webAuthority(),
      fc.ipV4(),
      fc.ipV6(),
      fc.domain(),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseHostnamePattern(text);
        if (parsed.kind === 'pattern') expect(parseHostnamePattern(parsed.pattern)).toEqual(parsed);
        else expect(parsed.reason).not.toBe('');
      }),
    );
  });
});
