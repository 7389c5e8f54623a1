// What a user may type as a place to talk to, in every spelling that somebody could try.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseOutboundUrl } from '../../../functions/outbound/parse-outbound-url.ts';

const deployed = { allowLocal: false };
const local = { allowLocal: true };

function reasonFor(text: string, options = deployed): string {
  const parsed = parseOutboundUrl(text, options);
  return parsed.kind === 'refused' ? parsed.reason : parsed.url.href;
}

describe('parseOutboundUrl', () => {
  test('an https address with a path and a query is allowed', () => {
    expect(parseOutboundUrl(' https://Sgtm.Example.com/checkout?a=b ', deployed)).toEqual({
      kind: 'url',
      url: new URL('https://sgtm.example.com/checkout?a=b'),
      isLocal: false,
    });
  });

  test('an IDN becomes punycode, and the dot at the end of a name falls away', () => {
    expect(reasonFor('https://bücher.example/a')).toBe('https://xn--bcher-kva.example/a');
    expect(reasonFor('https://sgtm.example.com./a')).toBe('https://sgtm.example.com/a');
    expect(reasonFor('https://ｓｇｔｍ.example.com')).toBe('https://sgtm.example.com/');
  });

  test('the port of https may be written out, others are refused', () => {
    expect(reasonFor('https://sgtm.example.com:443/')).toBe('https://sgtm.example.com/');
    expect(reasonFor('https://sgtm.example.com:8443/')).toBe('port');
    expect(reasonFor('https://sgtm.example.com:22/')).toBe('port');
  });

  test.each(['http://sgtm.example.com', 'ftp://sgtm.example.com', 'ws://sgtm.example.com'])('%s is not https', (text) =>
    expect(reasonFor(text)).toBe('not_https'),
  );

  test.each(['https://ada:secret@sgtm.example.com', 'https://sgtm.example.com@evil.example', 'https://:x@e.example'])(
    '%s has userinfo',
    (text) => expect(reasonFor(text)).toBe('userinfo'),
  );

  test.each([
    'https://93.184.215.14',
    'https://127.0.0.1',
    'https://127.0.0.1./',
    'https://2130706433',
    'https://0x7f.1',
    'https://0177.0.0.1',
    'https://１２７.0.0.1',
    'https://[::1]',
    'https://[::ffff:169.254.169.254]',
    'https://[2606:4700::1111]/',
  ])('%s is an IP address', (text) => expect(reasonFor(text)).toBe('ip_address'));

  test.each(['https://localhost', 'https://metadata', 'https://a.localhost', 'https://LOCALHOST./'])(
    '%s is a name of the inside',
    (text) => expect(reasonFor(text)).toBe('local_name'),
  );

  test.each([
    '',
    'sgtm.example.com',
    'https://',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://a..example',
    'https://a.example..',
    'https://a.example/\nb',
  ])('%j is no web address', (text) => expect(reasonFor(text)).toBe('malformed_url'));

  test('an address of more than 2,048 characters is none', () => {
    const start = 'https://a.example/';
    expect(reasonFor(start.padEnd(2_048, 'x'))).toContain(start);
    expect(reasonFor(start.padEnd(2_049, 'x'))).toBe('malformed_url');
  });

  test('an address that is too long only once it is written out is none, because every sending reads it again', () => {
    expect(reasonFor(`https://good.example/${'é'.repeat(400)}`)).toBe('malformed_url');
    expect(reasonFor(`https://${'good.'.repeat(50)}example`)).toBe('malformed_url');
  });

  test('a backslash, by which some parsers see another host, is refused', () => {
    expect(reasonFor('https://good.example\\@evil.example')).toBe('malformed_url');
  });

  test('loopback is allowed on this machine only where the option says so, over http and at any port', () => {
    expect(parseOutboundUrl('http://127.0.0.1:8080/a', local)).toMatchObject({ kind: 'url', isLocal: true });
    expect(parseOutboundUrl('http://[::1]:8080/a', local)).toMatchObject({ kind: 'url', isLocal: true });
    expect(parseOutboundUrl('http://localhost:8080/a', local)).toMatchObject({ kind: 'url', isLocal: true });
    expect(reasonFor('http://127.0.0.1:8080/a')).toBe('not_https');
  });

  test('the option opens nothing but loopback', () => {
    expect(reasonFor('https://10.0.0.1', local)).toBe('ip_address');
    expect(reasonFor('https://[::ffff:127.0.0.1]', local)).toBe('ip_address');
    expect(reasonFor('http://sgtm.example.com', local)).toBe('not_https');
    expect(reasonFor('http://user@127.0.0.1', local)).toBe('userinfo');
  });

  test('every refusal says what to type instead', () => {
    const parsed = parseOutboundUrl('http://sgtm.example.com', deployed);
    expect(parsed).toMatchObject({ sentence: expect.stringContaining('https://') });
  });

  test('any text gives an answer, and what is allowed is https at its own port with a name', () => {
    const pieces = fc.constantFrom(
      'https://',
      'http://',
      'a.example',
      '127.1',
      '[::1]',
      '@',
      ':',
      '0x7f',
      '.',
      '/',
      '8',
      '?',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseOutboundUrl(text, deployed);
        if (parsed.kind === 'refused') return;
        expect(parsed.url.href).toMatch(/^https:\/\/[^/?#@:[\]]+\.[^/?#@:[\]]*[^/?#@:[\]\d.][^/?#@:[\]]*([/?#]|$)/);
      }),
    );
  });
});
