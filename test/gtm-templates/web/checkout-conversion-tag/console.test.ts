// What the tag prints to the console, and when.
import { describe, expect, test } from 'vitest';
import { answering, sessionId } from '../../loader/answers.ts';
import { lineOf, visit } from './visit.ts';

describe('checkout conversion tag', () => {
  describe('the console', () => {
    test.each([
      [49.5, 'EUR', '49.50 EUR'],
      [49, 'USD', '49 USD'],
      [19.99, 'USD', '19.99 USD'],
      [500, 'JPY', '500 JPY'],
      [1.234, 'KWD', '1.234 KWD'],
    ])('%s %s reads "%s"', async (value, currency, amount) => {
      const ecommerce = { transaction_id: sessionId, value, currency, tax: 0, shipping: 0, discount: 0, items: [] };
      expect(lineOf(await visit({ replies: answering({ ecommerce }) }))).toBe(`Tilltag: pushed purchase ${amount}.`);
    });

    test.each([
      ['no', true, true, 0],
      ['debug', true, true, 1],
      ['debug', true, false, 1],
      ['debug', false, true, 1],
      ['debug', false, false, 0],
      ['always', false, false, 1],
    ] as const)(
      'logging %s with preview %s and debug %s prints %i lines',
      async (logType, isPreview, isDebug, lines) => {
        const { run } = await visit({ fields: { logType }, isPreview, isDebug, replies: answering() });
        expect(run.consoleTexts()).toHaveLength(lines);
      },
    );
  });
});
