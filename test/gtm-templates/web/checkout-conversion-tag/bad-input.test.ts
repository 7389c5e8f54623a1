// What the tag says where its fields hold what cannot work.
import { describe, expect, test } from 'vitest';
import { lineOf, visit } from './visit.ts';

describe('checkout conversion tag', () => {
  describe('input that cannot work fails without asking', () => {
    test.each([
      '{CHECKOUT_SESSION_ID}',
      '%7BCHECKOUT_SESSION_ID%7D',
      '%257BCHECKOUT_SESSION_ID%257D',
      '{{CHECKOUT_SESSION_ID}}',
      'CHECKOUT_SESSION_ID',
      '{checkout_session_id}',
    ])('%s names the redirect URL in Stripe', async (checkoutSessionId) => {
      const failed = await visit({ fields: { checkoutSessionId } });
      expect(failed.run.status).toBe('failed');
      expect(failed.page.scripts).toEqual([]);
      expect(lineOf(failed)).toContain(
        'enter the redirect URL with session_id={CHECKOUT_SESSION_ID} exactly like this',
      );
    });

    test.each(['cs_live_short', 'pi_3abcdefghijkl', 'cs_live_a1B2c3D4e5F6g7H8!', 'undefined', '%', 12345])(
      'the session id %s names what one looks like',
      async (checkoutSessionId) => {
        const failed = await visit({ fields: { checkoutSessionId } });
        expect(failed.run.status).toBe('failed');
        expect(lineOf(failed)).toContain('begins with cs_live_ or cs_test_');
      },
    );

    test.each(['', 'prop', 'prop 12345678', undefined])('the Property ID %s', async (id) => {
      const failed = await visit({ fields: { propertyId: id } });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('The Property ID is empty or incomplete');
    });

    test.each([
      '',
      undefined,
      'http://tags.example.com/base',
      'tags.example.com',
      'https://',
      'https://tags example.com',
    ])('the endpoint %s', async (address) => {
      const failed = await visit({ fields: { endpoint: address } });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('The Endpoint is not an address that begins with https://');
    });

    test('a host that the template was not built for is named, with the cure', async () => {
      const failed = await visit({ fields: { endpoint: 'https://other.example.com' } });
      expect(failed.run.status).toBe('failed');
      expect(failed.page.scripts).toEqual([]);
      expect(lineOf(failed)).toContain('built for another host');
      expect(lineOf(failed)).toContain('for the endpoint https://other.example.com');
    });
  });
});
