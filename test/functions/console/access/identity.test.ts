// Whom an issuer vouches for, and which addresses may sign in.
import { describe, expect, it } from 'vitest';
import { ensureAllowed, toIdentity } from '../../../../functions/console/access/openid/identity.ts';

const google = 'https://accounts.google.com';
const claims = { email: 'Ada@Shop.example', email_verified: true };

describe('toIdentity', () => {
  it('reads a verified address in lower case, and a name where there is one', () => {
    expect(toIdentity('https://id.example', '7', { ...claims, name: ' Ada ' })).toEqual({
      issuer: 'https://id.example',
      subject: '7',
      email: 'ada@shop.example',
      name: 'Ada',
      isManaged: true,
    });
    expect(toIdentity('https://id.example', '7', { ...claims, name: ' ' }).name).toBeNull();
  });

  it.each([{}, { email: 7 }, { email: '' }, { email: 'ada' }, { email: 'a:b@shop.example' }, { email: 'a@b@c' }])(
    'finds no address in %j',
    (broken) => {
      expect(() => toIdentity('https://id.example', '7', { email_verified: true, ...broken })).toThrow('email_missing');
    },
  );

  it.each([undefined, false, 'true', 1])('does not take %j for the word that an address was verified', (value) => {
    expect(() => toIdentity('https://id.example', '7', { ...claims, email_verified: value })).toThrow(
      'email_unverified',
    );
  });

  it('takes nobody whom the issuer does not name', () => {
    expect(() => toIdentity('https://id.example', '', claims)).toThrow('issuer_refused');
  });
});

describe('ensureAllowed', () => {
  const domains = ['shop.example', 'xn--bcher-kva.example'];
  const allow = (email: string) => ensureAllowed({ email, isManaged: true }, domains);

  it('lets everybody through where no domains are named', () => {
    expect(() => ensureAllowed({ email: 'ada@anywhere.example', isManaged: false }, [])).not.toThrow();
  });

  it.each(['ada@shop.example', 'ada@bücher.example', '"a@b"@shop.example'])('lets %s through', (email) => {
    expect(() => allow(email)).not.toThrow();
  });

  it.each(['ada@sub.shop.example', 'ada@notshop.example', 'ada@shop.example.evil.example', 'ada@'])(
    'refuses %s',
    (email) => {
      expect(() => allow(email)).toThrow('address_not_allowed');
    },
  );

  it('refuses a private Google account with an address of the domain, whatever organisation it names otherwise', () => {
    const managed = toIdentity(google, '7', { ...claims, hd: 'shop.example' });
    expect(() => ensureAllowed(managed, domains)).not.toThrow();
    const personal = toIdentity(google, '7', claims);
    expect(() => ensureAllowed(personal, domains)).toThrow('address_unmanaged');
    const elsewhere = toIdentity(google, '7', { ...claims, email: 'ada@evil.example', hd: 'shop.example' });
    expect(() => ensureAllowed(elsewhere, domains)).toThrow('address_not_allowed');
  });

  it('lets a Gmail address through where gmail.com is named', () => {
    const ada = toIdentity(google, '7', { email: 'ada@gmail.com', email_verified: true });
    expect(() => ensureAllowed(ada, ['gmail.com'])).not.toThrow();
  });
});
