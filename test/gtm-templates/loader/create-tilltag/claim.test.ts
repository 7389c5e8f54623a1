// Which claim a lookup carries, and where the loader keeps it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimPattern } from '../../../../functions/contract/lookup-query.ts';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { answering, sessionId } from '../answers.ts';
import { createFakeWindow } from '../fake-window.ts';
import { claimOf, lookUp, toRequest } from './requests.ts';

const storageKey = `tilltag:prop_12345678:${sessionId}`;

describe('lookup', () => {
  test('the claim is random, fits the contract and stays the same over a reload', async () => {
    const page = createFakeWindow(answering());
    await lookUp(page);
    expect(claimOf(page)).toMatch(claimPattern);
    const reloaded = page.reload();
    await lookUp(reloaded);
    expect(claimOf(reloaded)).toBe(claimOf(page));
  });

  test('a reload before the answer asks with the same claim', async () => {
    const page = createFakeWindow(['hang']);
    await lookUp(page, toRequest(), 10);
    const reloaded = page.reload();
    await lookUp(reloaded, toRequest(), 10);
    expect(claimOf(reloaded)).toBe(claimOf(page));
  });

  test('two sessions have two claims', async () => {
    const page = createFakeWindow(answering());
    const tilltag = createTilltag(page);
    tilltag.lookup(toRequest(), () => undefined);
    const query = { ...toRequest().query, checkout_session_id: `${sessionId}x` };
    tilltag.lookup(toRequest({ query }), () => undefined);
    await page.pass(0);
    expect(claimOf(page, 1)).toMatch(claimPattern);
    expect(claimOf(page, 1)).not.toBe(claimOf(page, 0));
  });

  test('nothing is written to or read from storage where it may not be used, and the page still has one claim', async () => {
    const stored = new Map([[storageKey, JSON.stringify({ claim: 'c'.repeat(32) })]]);
    const page = createFakeWindow(['fail'], undefined, stored);
    await lookUp(page, toRequest({ remember: false }));
    expect(page.requests).toHaveLength(2);
    expect(claimOf(page, 0)).not.toBe('c'.repeat(32));
    expect(claimOf(page, 1)).toBe(claimOf(page, 0));
    expect(stored.size).toBe(1);
  });

  test('storage that throws costs only the memory of a reload', async () => {
    const page = createFakeWindow(answering());
    page.forbidsStorage = true;
    expect(await lookUp(page)).toMatchObject([{ ok: true }]);
  });

  test('whatever stands in storage, the claim that is sent fits the contract', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((claim) => `{"claim":${claim}}`),
        ),
        async (text) => {
          const page = createFakeWindow(answering(), undefined, new Map([[storageKey, text]]));
          expect(await lookUp(page)).toMatchObject([{ ok: true }]);
          expect(claimOf(page)).toMatch(claimPattern);
        },
      ),
    );
  });
});
