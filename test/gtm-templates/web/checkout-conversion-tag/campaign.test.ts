// Where the campaign and the click ids of the tag's event come from.
import { describe, expect, test } from 'vitest';
import { answering, sessionId } from '../../loader/answers.ts';
import { thanks, visit } from './visit.ts';

describe('checkout conversion tag', () => {
  describe('the campaign', () => {
    test('of the page’s address is sent along and fills what the answer leaves empty', async () => {
      const href = `${thanks}?session_id=${sessionId}&utm_source=ads&utm_campaign=spring%20sale`;
      const { event, queries } = await visit({ href, replies: answering() });
      expect(queries()).toMatchObject([{ utm_source: 'ads', utm_campaign: 'spring sale' }]);
      expect(event()).toMatchObject({
        utm_source: 'newsletter',
        utm_medium: 'email',
        utm_campaign: 'spring sale',
        utm_term: null,
      });
    });

    test('value that is longer than Stripe forwards stays on the page, and is pushed whole', async () => {
      const long = 'x'.repeat(151);
      const href = `${thanks}?utm_term=${long}&utm_content=${long.slice(1)}`;
      const { event, queries } = await visit({ href, replies: answering() });
      expect(queries()[0]).not.toHaveProperty('utm_term');
      expect(queries()).toMatchObject([{ utm_content: long.slice(1) }]);
      expect(event()).toMatchObject({ utm_term: long });
    });

    test('value with an e-mail address in it is neither sent nor pushed', async () => {
      const href = `${thanks}?utm_content=buyer%40example.com&utm_term=a%2540b.example&utm_campaign=2%40once`;
      const { event, queries } = await visit({ href, replies: answering() });
      expect(queries()[0]).not.toHaveProperty('utm_content');
      expect(queries()[0]).not.toHaveProperty('utm_term');
      expect(event()).toMatchObject({ utm_content: null, utm_term: null, utm_campaign: '2@once' });
    });

    test('click ids and landing page stand beside the other keys, never over them', async () => {
      const click = { gclid: 'g-1', landing_page: 'https://shop.example.com/', event: 'x', mode: 'x', first: { a: 1 } };
      const { event } = await visit({ replies: answering({ click }) });
      expect(event()).toMatchObject({
        gclid: 'g-1',
        landing_page: 'https://shop.example.com/',
        event: 'purchase',
        mode: 'payment',
      });
      expect(event()).not.toHaveProperty('first');
    });
  });
});
