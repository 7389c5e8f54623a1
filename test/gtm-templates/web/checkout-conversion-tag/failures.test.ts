// What the tag says when a script, the function or the page fails it.
import { describe, expect, test } from 'vitest';
import { type ErrorCode, errorDefinitions } from '../../../../functions/contract/errors.ts';
import { answering, refusing } from '../../loader/answers.ts';
import { endpoint } from '../built-tpl.ts';
import { expectProperEnd, lineOf, propertyId, startVisit, visit } from './visit.ts';

describe('checkout conversion tag', () => {
  describe('what goes wrong is said in words', () => {
    test.each(['fails', 'empty'] as const)(
      'a script that %s names the three causes and how to tell them apart',
      async (script) => {
        const failed = await visit({ script });
        expect(failed.run.status).toBe('failed');
        expect(lineOf(failed)).toContain('a content blocker');
        expect(lineOf(failed)).toContain('script-src https://tags.example.com; connect-src https://tags.example.com');
        expect(lineOf(failed)).toContain(`open ${endpoint}/checkout/tilltag.v1.js in a new tab`);
      },
    );

    test('an empty script fails also where consent would have been waited on', async () => {
      const failed = await visit({ script: 'empty', consent: { ad_storage: 'denied' } });
      expect(failed.run.status).toBe('failed');
    });

    test('a wrong host names the page’s host', async () => {
      const failed = await visit({ replies: refusing('host_not_allowed') });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('Add shop.example.com to the hostnames of the property');
      expect(failed.pushed()).toEqual([]);
    });

    const words: [ErrorCode, string][] = [
      ['placeholder_session_id', 'session_id={CHECKOUT_SESSION_ID}'],
      ['unknown_property', `There is no property ${propertyId} at ${endpoint}`],
      ['unknown_session', 'the same Stripe account'],
      ['mode_mismatch', 'rk_test_'],
      ['session_open', 'not completed yet'],
      ['session_expired', 'expired without a payment'],
      ['session_too_old', 'too old'],
      ['read_limit', 'fires once per page'],
      ['rate_limited', 'too many questions'],
      ['internal', 'Its log says what'],
      ['stripe_key_rejected', 'Create a new restricted key'],
      ['stripe_unavailable', 'a reload of the page asks again'],
      ['store_unavailable', 'database'],
    ];

    test.each(words)('%s', async (code, part) => {
      const failed = await visit({ replies: refusing(code) });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain(part);
      expect(failed.pushed()).toEqual([]);
    });

    /** What only Stripe and the scheduler are answered. */
    const notForPages = [
      'missing_signature',
      'malformed_signature',
      'invalid_signature',
      'signature_too_old',
      'signature_in_the_future',
      'malformed_event',
      'thin_event',
      'unauthorized',
      'webhook_secret_missing',
    ];

    test('every other code of the function shows its own sentence', async () => {
      const told = new Set([...words.map(([code]) => code), 'host_not_allowed', ...notForPages]);
      const codes = Object.keys(errorDefinitions).filter((code) => !told.has(code));
      expect(codes).toEqual(['invalid_request', 'not_found', 'method_not_allowed', 'body_too_large']);
      const failed = await visit({ replies: refusing('invalid_request') });
      expect(lineOf(failed)).toBe(
        'Tilltag: The function answered with an error: words for invalid_request (invalid_request, HTTP 400)',
      );
    });

    test('an answer that is none of ours points at the endpoint', async () => {
      const failed = await visit({ replies: [{ status: 200, body: { hello: 'world' } }] });
      expect(lineOf(failed)).toContain('Something else than Tilltag answers');
    });

    test('no answer in time', async () => {
      const failed = await visit({ replies: ['hang'] });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('did not answer within the time-out');
    });

    test('the time-out is the field’s', async () => {
      const started = startVisit({ fields: { timeoutMs: '700' }, replies: ['hang'] });
      await started.pass(699);
      expect(started.run.status).toBe('running');
      await started.pass(1);
      expect(started.run.status).toBe('failed');
    });

    test('a function that is down', async () => {
      const failed = await visit({ replies: ['fail'] });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain(`open ${endpoint}/health in a new tab`);
    });

    test('a reason that a later loader has and this tag does not know', async () => {
      const failed = startVisit({ script: 'hangs' });
      failed.page.window['tilltag'] = {
        lookup: (_request: unknown, callback: (result: unknown) => void) => {
          failed.page.schedule(() => callback({ ok: false, reason: 'offline' }), 0);
          return true;
        },
      };
      failed.load();
      await failed.pass(0);
      expectProperEnd(failed.run);
      expect(lineOf(failed)).toContain('could not be reached');
    });

    test('a Content-Security-Policy that lets the script through and not the question', async () => {
      const violation = {
        blockedURI: 'https://tags.example.com',
        disposition: 'enforce',
        effectiveDirective: 'connect-src',
      };
      const failed = await visit({ replies: [{ violation }] });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('connect-src https://tags.example.com');
    });

    test('something else than a data layer under its name', async () => {
      const failed = await visit({
        replies: answering(),
        meanwhile: ({ window }) => {
          window.dataLayer = 'mine';
        },
      });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('Enter the name from your GTM snippet');
    });

    test('a script of the page that breaks the push', async () => {
      const failed = await visit({
        replies: answering(),
        meanwhile: ({ window }) => {
          const push = () => {
            throw new Error('of another script');
          };
          window.dataLayer = Object.assign([], { push });
        },
      });
      expect(failed.run.status).toBe('failed');
      expect(lineOf(failed)).toContain('Another script on this page');
      expect(lineOf(failed)).toContain('dataLayer.push({}) into the console');
    });
  });
});
