// What a lookup answers where the store fails or never answers.

import { describe, expect, it } from 'vitest';
import { wrapStore } from '../wrap-store.ts';
import { claim, useShops } from './use-shops.ts';

const { start } = useShops();

describe('when the store is in trouble', () => {
  it('answers store_unavailable where the property cannot be read', async () => {
    const { StoreUnavailableError } = await import('../../../../functions/store/errors.ts');
    const shop = await start({
      wrapStore: (store) => ({
        ...wrapStore(store),
        findProperty: () => Promise.reject(new StoreUnavailableError('The database is locked.')),
      }),
    });
    expect(await shop.look(shop.buy())).toMatchObject({ status: 503, code: 'store_unavailable' });
    expect(shop.logs.at(-1)).toMatchObject({ event: 'store_unavailable', detail: 'The database is locked.' });
  });

  it('answers store_unavailable where the view cannot be written, and does not remember the failure', async () => {
    const { StoreUnavailableError } = await import('../../../../functions/store/errors.ts');
    let isDown = true;
    const shop = await start({
      wrapStore: (store) => ({
        ...wrapStore(store),
        createEntry: (entry) =>
          isDown ? Promise.reject(new StoreUnavailableError('It is down.')) : store.createEntry(entry),
      }),
    });
    const id = shop.buy();
    expect(await shop.look(id, { claim })).toMatchObject({ status: 503, code: 'store_unavailable' });
    isDown = false;
    expect((await shop.look(id, { claim })).json['first_view']).toBe(true);
  });

  it('answers store_unavailable within the budget where the store never answers', async () => {
    const shop = await start({
      lookupBudgetMs: 100,
      wrapStore: (store) => ({ ...wrapStore(store), findProperty: () => new Promise(() => {}) }),
    });
    expect(await shop.look(shop.buy())).toMatchObject({ status: 503, code: 'store_unavailable' });
  });

  it('answers store_unavailable within the budget where the view is never written', async () => {
    const shop = await start({
      lookupBudgetMs: 2_500,
      wrapStore: (store) => ({ ...wrapStore(store), createEntry: () => new Promise(() => {}) }),
    });
    expect(await shop.look(shop.buy())).toMatchObject({ status: 503, code: 'store_unavailable' });
  });

  it('answers internal for a fault that nobody foresaw, and tells only the log', async () => {
    const shop = await start({
      wrapStore: (store) => ({
        ...wrapStore(store),
        findProperty: () => Promise.reject(new TypeError('ada@example.com broke it')),
      }),
    });
    const answer = await shop.look(shop.buy());
    expect(answer).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.text).not.toContain('broke');
    expect(shop.logs.at(-1)).toMatchObject({ severity: 'ERROR', cause: 'TypeError', detail: '[e-mail] broke it' });
    expect(shop.logs.at(-1)?.['stack_trace']).toMatch(/^TypeError: \[e-mail\] broke it\n +at .*store-in-trouble\.test/);
  });
});
