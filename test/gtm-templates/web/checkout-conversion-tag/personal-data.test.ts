// How much personal data the tag asks for and pushes, by its field.
import { describe, expect, test } from 'vitest';
import { answering, createAnswer } from '../../loader/answers.ts';
import { visit } from './visit.ts';

describe('checkout conversion tag', () => {
  describe('personal data', () => {
    const hashed = {
      user_data: {
        sha256_email_address: 'c'.repeat(64),
        address: { sha256_first_name: 'd'.repeat(64), city: 'Berlin' },
      },
    };

    test('hashed asks for hashes, so that no plain address reaches the page', async () => {
      const { queries } = await visit({ fields: { personalData: 'hashed' }, replies: answering() });
      expect(queries()).toMatchObject([{ personal_data: 'hashed' }]);
    });

    test('hashed pushes no plain key, even if the function answers some', async () => {
      const { event } = await visit({ fields: { personalData: 'hashed' }, replies: answering() });
      expect(event()).toMatchObject({ customer_email: null, meta_user_data: { em: 'a'.repeat(64) } });
      expect(event()).not.toHaveProperty('user_data');
      expect(JSON.stringify(event())).not.toMatch(/@|Ada|Berlin|4930/);
    });

    test('hashed pushes the hashes that the answer has', async () => {
      const { event } = await visit({
        fields: { personalData: 'hashed' },
        replies: answering({ ...hashed, customer_email: null }),
      });
      expect(event()?.['user_data']).toEqual({
        sha256_email_address: 'c'.repeat(64),
        address: { sha256_first_name: 'd'.repeat(64) },
      });
    });

    test('plain pushes no more than a stricter property answers', async () => {
      const { event } = await visit({ replies: answering({ ...hashed, customer_email: null }) });
      expect(event()).toMatchObject({ customer_email: null, ...hashed });
    });

    test('none pushes nothing of it and asks for nothing of it', async () => {
      const { event, queries } = await visit({ fields: { personalData: 'none' }, replies: answering() });
      expect(queries()).toMatchObject([{ personal_data: 'none' }]);
      expect(event()).toMatchObject({ customer_email: null, customer_id: 'cus_buyer' });
      expect(event()).not.toHaveProperty('user_data');
      expect(event()).not.toHaveProperty('meta_user_data');
    });

    test('an answer later than the personal-data hour is pushed without them', async () => {
      const answer = createAnswer({ customer_email: null });
      Reflect.deleteProperty(answer, 'user_data');
      Reflect.deleteProperty(answer, 'meta_user_data');
      const { event } = await visit({ replies: [{ status: 200, body: answer }] });
      expect(event()).toMatchObject({ event: 'purchase', customer_email: null });
      expect(event()).not.toHaveProperty('user_data');
    });
  });
});
