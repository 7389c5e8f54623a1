// An owner who is signed out in the middle of a run would fail it at its end.
import { describe, expect, test } from 'vitest';
import { readToken } from '../../../functions/console/access/sign-in-cookie.ts';
import { signInLife } from '../../../functions/console/access/sign-in-life.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { addOwner } from './add-owner.ts';

describe('addOwner', () => {
  test('the sign-in is as young as one of this moment, so that no page renews it for a day', async () => {
    const store = await openStore('sqlite::memory:', {});
    try {
      const beforeMs = Date.now();
      const { cookie } = await addOwner(store);
      const token = readToken(cookie, { prefix: '', path: '/' });
      const signIn = await store.console.findSignIn(token?.id ?? '', Date.now());
      expect(signIn?.expiresAtMs).toBe((signIn?.createdAtMs ?? 0) + signInLife.idleMs);
      // It must not begin after the first question.
      expect(signIn?.createdAtMs).toBeGreaterThanOrEqual(beforeMs - 1);
    } finally {
      await store.close();
    }
  });
});
