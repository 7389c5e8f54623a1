// What the Checkout Session ID variable reads from an address, told by the built file.
import { describe, expect, test } from 'vitest';
import { simulateTemplate } from '../../../scripts/simulator/simulate-template.ts';
import { createFakePage } from '../../../scripts/simulator/web/fake-page.ts';
import { sessionId } from '../loader/answers.ts';
import { readBuiltTpl } from './built-tpl.ts';

const tpl = await readBuiltTpl('checkout-session-id-variable');

function read(search: string, fields: Record<string, unknown> = {}): unknown {
  const run = simulateTemplate({
    tpl,
    fields,
    page: createFakePage({ href: `https://shop.example.com/thanks${search}` }),
  });
  expect(run.problems).toEqual([]);
  return run.returned;
}

describe('Checkout Session ID', () => {
  test('the parameter session_id holds it', () => {
    expect(read(`?a=1&session_id=${sessionId}#top`)).toBe(sessionId);
  });

  test('another parameter holds it where the field says so', () => {
    expect(read(`?session_id=no&checkout=${sessionId}`, { parameterName: ' checkout ' })).toBe(sessionId);
  });

  test('a field that holds nothing means session_id', () => {
    expect(read(`?session_id=${sessionId}`, { parameterName: '' })).toBe(sessionId);
  });

  test.each(['', '?', '?session=1', '?session_id', '?session_id=', '?session_id=%20', `#session_id=${sessionId}`])(
    'an address with "%s" has none: undefined',
    (search) => {
      expect(read(search)).toBeUndefined();
    },
  );

  test('the first of two counts', () => {
    expect(read(`?session_id=${sessionId}&session_id=other`)).toBe(sessionId);
  });

  test.each(['?session_id={CHECKOUT_SESSION_ID}', '?session_id=%7BCHECKOUT_SESSION_ID%7D'])(
    'the placeholder comes through, so that the tag can name the fix: %s',
    (search) => {
      expect(read(search)).toBe('{CHECKOUT_SESSION_ID}');
    },
  );

  test('a placeholder that was encoded twice and a malformed id come through as they are', () => {
    expect(read('?session_id=%257BCHECKOUT_SESSION_ID%257D')).toBe('%7BCHECKOUT_SESSION_ID%7D');
    expect(read('?session_id=cs_live_short')).toBe('cs_live_short');
  });
});
