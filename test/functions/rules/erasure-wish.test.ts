// What counts as an address or a session in a wish to erase.
import { describe, expect, it } from 'vitest';
import { parseErasureEmail, parseErasureSession } from '../../../functions/rules/erasure-wish.ts';

describe('parseErasureEmail', () => {
  it('takes an address as it was typed, without the blanks around it', () => {
    expect(parseErasureEmail(' Ada@Example.com\n')).toEqual({ kind: 'value', value: 'Ada@Example.com' });
  });

  it.each(['', 'ada', 'ada@', 'a b@example.com', `${'a'.repeat(320)}@example.com`])(
    'refuses %j with an example',
    (text) => {
      expect(parseErasureEmail(text)).toMatchObject({
        kind: 'refused',
        sentence: expect.stringContaining('ada@example.com'),
      });
    },
  );
});

describe('parseErasureSession', () => {
  it('takes the id of a session of either mode', () => {
    expect(parseErasureSession(' cs_live_a1B2c3D4e5 ')).toEqual({ kind: 'value', value: 'cs_live_a1B2c3D4e5' });
    expect(parseErasureSession('cs_test_a1B2c3D4e5')).toMatchObject({ kind: 'value' });
  });

  it.each([
    '',
    'pi_123',
    'cs_live_',
    'cs_prod_a1',
    'cs_live_a1B2c3D4',
    'cs_live_a1B2c3D4e5 cs_live_a1B2c3D4e6',
    `cs_live_${'a'.repeat(241)}`,
  ])('refuses %j and says where it stands', (text) => {
    expect(parseErasureSession(text)).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('cs_live_'),
    });
  });
});
