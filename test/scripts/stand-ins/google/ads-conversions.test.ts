// What is read of a conversion's address, and what is said against it.
import { describe, expect, it } from 'vitest';
import { readAdsConversion } from '../../../../scripts/stand-ins/google/ads-conversions.ts';

const hash = 'A'.repeat(43);
const good = {
  label: 'abC',
  value: '49.5',
  currency_code: 'EUR',
  oid: 'cs_live_1',
  gcs: 'G111',
  gclaw: 'click',
  vdnc: '1',
  em: `tv.1~em.${hash}~pn.${hash}~fn0.${hash}~co0.de`,
  url: 'https://shop.example.test/thank-you',
};

function read(changes: Record<string, string | undefined>, id = '123') {
  const parameters = Object.entries({ ...good, ...changes }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const query = new URLSearchParams(parameters.map(([name = '', value = '']): [string, string] => [name, value]));
  return readAdsConversion(new URL(`http://stand-in.invalid/pagead/conversion/${id}/?${query}`), 7);
}

describe('readAdsConversion', () => {
  it('reads a whole conversion and finds no fault', () => {
    expect(read({})).toEqual({
      receivedAtMs: 7,
      conversionId: '123',
      label: 'abC',
      value: 49.5,
      currency: 'EUR',
      orderId: 'cs_live_1',
      isNewCustomer: true,
      gcs: 'G111',
      gcd: undefined,
      gclaw: 'click',
      gbraid: undefined,
      wbraid: undefined,
      userData: ['em', 'pn', 'fn0', 'co0'],
      pageLocation: 'https://shop.example.test/thank-you',
      faults: [],
    });
  });

  it('tells the kinds of clicks apart, and reads the longer consent signal', () => {
    const changes = { gclaw: undefined, gbraid: '0AAA', wbraid: 'Cl8', gcd: '11t1t1t1t5' };
    expect(read(changes)).toMatchObject({ ...changes, faults: [] });
  });

  it('takes a ping of a visitor who denied everything', () => {
    expect(read({ gcs: 'G100', gclaw: undefined, em: undefined, vdnc: undefined })).toMatchObject({
      gclaw: undefined,
      isNewCustomer: undefined,
      userData: [],
      faults: [],
    });
  });

  it.each([
    [{ label: undefined }, 'There is no label.'],
    [{ oid: undefined }, 'There is no order id; Google would count every repetition.'],
    [{ value: 'undefined' }, 'The value is no number.'],
    [{ currency_code: undefined }, 'A value needs a currency.'],
    [{ currency_code: 'eur' }, 'The currency is not of three capital letters.'],
    [{ gcs: undefined }, 'There is no consent signal.'],
    [{ gcs: 'G1' }, 'There is no consent signal.'],
    [{ gcs: 'G101', em: undefined }, 'It carries a click although ad_storage is denied.'],
    [
      { gcs: 'G101', gclaw: undefined, em: undefined, gbraid: 'x' },
      'It carries a click although ad_storage is denied.',
    ],
    [
      { gcs: 'G101', gclaw: undefined, em: undefined, wbraid: 'x' },
      'It carries a click although ad_storage is denied.',
    ],
    [{ gcs: 'G101', gclaw: undefined }, 'It carries user data although ad_storage is denied.'],
    [{ em: `em.${hash}` }, 'User data does not begin with its version.'],
    [{ em: 'tv.1~em.abc' }, 'em of the user data is no SHA-256 in base64url.'],
    [{ em: `tv.1~xx.${hash}` }, 'xx is no kind of user data.'],
    [{ em: `tv.1~em.${hash}~co0.` }, 'co0 of the user data is empty.'],
    [{ url: 'https://shop.example.test/?mail=a@b.test' }, 'The parameter url holds an @.'],
    [{ url: 'https://shop.example.test/?mail=a%40b.test' }, 'The parameter url holds an @.'],
    [{ url: 'https://shop.example.test/?to=%2Fx%3Fmail%3Da%2540b.test' }, 'The parameter url holds an @.'],
  ])('with %j it says: %s', (changes, fault) => {
    expect(read(changes)?.faults).toEqual([fault]);
  });

  it('says that an id is not of digits alone', () => {
    expect(read({}, 'AW-123')?.faults).toEqual(['The conversion id is not of digits alone.']);
  });

  it.each(['/pagead/conversion/', '/pagead/1', '/g/collect'])('is undefined for %s', (path) => {
    expect(readAdsConversion(new URL(path, 'http://stand-in.invalid'), 7)).toBeUndefined();
  });
});
