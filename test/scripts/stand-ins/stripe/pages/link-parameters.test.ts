// Which parameters of a payment link survive, and how they come back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLinkParameters, toReturnUrl } from '../../../../../scripts/stand-ins/stripe/pages/link-parameters.ts';

const read = (query: string) => readLinkParameters(new URLSearchParams(query));

describe('readLinkParameters', () => {
  it('keeps the five campaign parameters and the reference', () => {
    const query =
      'utm_source=newsletter&utm_medium=email&utm_campaign=autumn&utm_term=paper&utm_content=hero&client_reference_id=tt1_abc-D';
    expect(read(query)).toEqual({
      clientReferenceId: 'tt1_abc-D',
      prefilledEmail: undefined,
      locale: undefined,
      utm: [
        ['utm_source', 'newsletter'],
        ['utm_medium', 'email'],
        ['utm_campaign', 'autumn'],
        ['utm_content', 'hero'],
        ['utm_term', 'paper'],
      ],
    });
  });

  it('drops one malformed campaign parameter silently and keeps the others', () => {
    expect(read('utm_source=news%20letter&utm_medium=email&utm_campaign=a.b').utm).toEqual([['utm_medium', 'email']]);
  });

  it('keeps a campaign parameter of 150 characters and drops one of 151', () => {
    expect(read(`utm_source=${'a'.repeat(150)}`).utm).toHaveLength(1);
    expect(read(`utm_source=${'a'.repeat(151)}`).utm).toHaveLength(0);
  });

  it('keeps a reference of 200 characters, drops one of 201 and one with a dot', () => {
    expect(read(`client_reference_id=${'a'.repeat(200)}`).clientReferenceId).toHaveLength(200);
    expect(read(`client_reference_id=${'a'.repeat(201)}`).clientReferenceId).toBeUndefined();
    expect(read('client_reference_id=1234.5678').clientReferenceId).toBeUndefined();
  });

  it('hands on no other parameter', () => {
    const others = 'gclid=abc&gbraid=a&wbraid=a&fbclid=x&_gl=1&utm_id=7&utm_source_platform=a&utm_creative_format=b';
    expect(read(others).utm).toEqual([]);
  });

  it.each(['Gr%C3%BC%C3%9Fe', 'a%20b', 'a+b', 'a.b', 'a%7Cb', 'a%2Bb', '%F0%9F%8E%89', 'a%00', 'a%0A', ''])(
    'drops the campaign value and the reference %j, even where one letter of many is at fault',
    (value) => {
      expect(read(`utm_source=${value}&utm_term=b`).utm).toEqual([['utm_term', 'b']]);
      expect(read(`client_reference_id=${value}`).clientReferenceId).toBeUndefined();
    },
  );

  it('takes a language that the payment page speaks, and drops any other', () => {
    expect(read('locale=pt-BR').locale).toBe('pt-BR');
    expect(read('locale=de-CH').locale).toBeUndefined();
  });

  it('prefers the locked e-mail address and drops one that is none', () => {
    expect(read('prefilled_email=a@b.example&locked_prefilled_email=c@d.example').prefilledEmail).toBe('c@d.example');
    expect(read('prefilled_email=nobody').prefilledEmail).toBeUndefined();
  });
});

describe('toReturnUrl', () => {
  it('replaces the placeholder and appends the campaign', () => {
    const url = toReturnUrl('https://shop.example/thanks?session_id={CHECKOUT_SESSION_ID}', 'cs_test_1', [
      ['utm_source', 'newsletter'],
    ]);
    expect(url).toBe('https://shop.example/thanks?session_id=cs_test_1&utm_source=newsletter');
  });

  it('begins a query where there is none and stays before the fragment', () => {
    expect(toReturnUrl('https://shop.example/thanks#top', 'cs_test_1', [['utm_source', 'n']])).toBe(
      'https://shop.example/thanks?utm_source=n#top',
    );
  });

  it('leaves every other spelling of the placeholder as it was typed', () => {
    const typed = 'https://shop.example/thanks?session_id=%7BCHECKOUT_SESSION_ID%7D&b={checkout_session_id}';
    expect(toReturnUrl(typed, 'cs_test_1', [])).toBe(typed);
  });

  it('gives back exactly the parameters that were kept, whatever was sent', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('utm_source', 'utm_term', 'gclid'), fc.string()), (sent) => {
        const { utm } = readLinkParameters(new URLSearchParams(sent));
        const url = new URL(toReturnUrl('https://shop.example/thanks', 'cs_test_1', utm));
        expect([...url.searchParams]).toEqual(utm);
      }),
    );
  });
});
