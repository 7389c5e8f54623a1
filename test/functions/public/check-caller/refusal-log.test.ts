// What the log says of a caller who was refused, and the answer does not.
import { describe, expect, it } from 'vitest';
import { bearer, id, shop } from './shop.ts';

describe('the log of a refusal', () => {
  it.each([
    { headers: { origin: 'https://Forgotten.example.test:8443' }, words: 'The page is on forgotten.example.test.' },
    {
      headers: { referer: 'https://forgotten.example.test/thanks?email=ada@example.com' },
      words: 'on forgotten.example',
    },
    { headers: { origin: 'null' }, words: 'The page is on a host that nothing names.' },
    { headers: { authorization: 'Bearer wrong' }, words: 'A server container sent a wrong secret' },
    {
      headers: { authorization: bearer, 'tilltag-visitor-origin': 'https://forgotten.example.test' },
      words: 'The server container speaks for a page on forgotten.example.test.',
    },
  ])('of $headers says what the answer does not', async ({ headers, words }) => {
    const answer = await shop.look(id, { headers });
    expect(answer).toMatchObject({ status: 403, code: 'host_not_allowed' });
    expect(answer.text).not.toMatch(/forgotten|secret/);
    expect(shop.logs.at(-1)).toMatchObject({ event: 'host_not_allowed', detail: expect.stringContaining(words) });
    expect(JSON.stringify(shop.logs.at(-1))).not.toMatch(/thanks|ada/);
  });
});
