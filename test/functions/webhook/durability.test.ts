// An answer means that the event is kept: what a failing store, a dying process or a second instance does to it.
import { afterEach, describe, expect, it } from 'vitest';
import { CorruptRecordError, StoreUnavailableError } from '../../../functions/store/errors.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { buildEvent, session } from '../stripe/events.ts';
import { startWebhook, type Webhook } from './start-webhook.ts';

const completed = buildEvent('checkout.session.completed', session);
let webhook: Webhook | undefined;

afterEach(async () => {
  await webhook?.close();
});

/** `store` with some methods exchanged. */
function exchange(store: Store, methods: Partial<Store>): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const own: unknown = Reflect.get(methods, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

async function down(): Promise<never> {
  throw new StoreUnavailableError('The database does not answer.', { cause: new Error('near ada@example.com') });
}

describe('the answer', () => {
  it('waits until entry and buyer are stored', async () => {
    const steps: string[] = [];
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    webhook = await startWebhook({
      wrapStore: (store) =>
        exchange(store, {
          async createEntry(entry, buyer) {
            steps.push(`creating with ${buyer?.email}`);
            await gate;
            const outcome = await store.createEntry(entry, buyer);
            steps.push(outcome);
            return outcome;
          },
        }),
    });
    const answer = webhook.send(completed).then(({ status }) => steps.push(`answered ${status}`));
    while (steps.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(steps).toEqual(['creating with ada@example.com']);
    release();
    await answer;
    expect(steps).toEqual(['creating with ada@example.com', 'created', 'answered 200']);
  });

  it('waits until what was counted is written', async () => {
    const steps: string[] = [];
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    webhook = await startWebhook({
      wrapStore: (store) =>
        exchange(store, {
          async putTally(tally) {
            steps.push('writing');
            await gate;
            await store.putTally(tally);
            steps.push('written');
          },
        }),
    });
    const answer = webhook.send(completed).then(({ status }) => steps.push(`answered ${status}`));
    while (steps.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    release();
    await answer;
    expect(steps).toEqual(['writing', 'written', 'answered 200']);
  });

  it('is the last thing that happens: nothing reaches the store after it', async () => {
    const calls: string[] = [];
    webhook = await startWebhook({
      wrapStore: (store) =>
        new Proxy(store, {
          get: (target, name) => {
            const own: unknown = Reflect.get(target, name);
            if (typeof own !== 'function') return own;
            return (...args: unknown[]) => {
              calls.push(String(name));
              return own.apply(target, args);
            };
          },
        }),
    });
    await webhook.send(completed);
    const before = [...calls];
    expect(before).toContain('createEntry');
    expect(before.at(-1)).toBe('putTally');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(calls).toEqual(before);
  });

  it.each(['findProperty', 'createEntry'] as const)(
    'is 503 where %s does not answer, and 200 afterwards',
    async (name) => {
      let isDown = true;
      webhook = await startWebhook({
        wrapStore: (store) =>
          exchange(store, {
            [name]: (...args: never[]) => (isDown ? down() : Reflect.apply(Reflect.get(store, name), store, args)),
          }),
      });
      const refused = await webhook.send(completed);
      expect([refused.status, refused.code]).toEqual([503, 'store_unavailable']);
      expect(webhook.logs).toMatchObject([
        { severity: 'ERROR', event: 'store_unavailable', detail: 'The database does not answer. (near [e-mail])' },
      ]);
      isDown = false;
      expect(await webhook.send(completed)).toMatchObject({ status: 200, text: '{"received":true}' });
      expect(await webhook.store.findEntry(entryId(webhook.property.id, session.id))).toMatchObject({ status: 'paid' });
    },
  );

  it('is 413 to nearly 2 MB even where the store is so slow that all of it arrives first', async () => {
    webhook = await startWebhook({
      wrapStore: (store) =>
        exchange(store, {
          async findProperty(id) {
            await new Promise((resolve) => setTimeout(resolve, 200));
            return await store.findProperty(id);
          },
        }),
    });
    expect(await webhook.send('x'.repeat(1_900_000))).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it('is 500 where the stored entry is damaged, with the place in the log', async () => {
    webhook = await startWebhook({
      wrapStore: (store) =>
        exchange(store, {
          createEntry: async () => 'exists',
          async findEntry() {
            throw new CorruptRecordError('The entry has no version.');
          },
        }),
    });
    expect(await webhook.send(completed)).toMatchObject({ status: 500, code: 'internal' });
    expect(webhook.logs).toMatchObject([
      {
        severity: 'ERROR',
        event: 'internal',
        cause: 'CorruptRecordError',
        stack_trace: expect.stringContaining('at '),
      },
    ]);
  });

  it('is 200 where only the counts could not be written; they are kept', async () => {
    let isDown = true;
    webhook = await startWebhook({
      wrapStore: (store) => exchange(store, { putTally: (tally) => (isDown ? down() : store.putTally(tally)) }),
    });
    expect((await webhook.send(completed)).status).toBe(200);
    expect(webhook.logs.map(({ event }) => event)).toEqual(['event_recorded', 'tally_unwritten']);
    isDown = false;
    expect(await webhook.counts()).toEqual({ accepted: 1 });
  });
});

describe('two instances', () => {
  it('take one event at once: one records it, both answer 200', async () => {
    webhook = await startWebhook();
    const second = await webhook.startSecondInstance();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? webhook : second)?.send(completed)),
    );
    expect(answers.map((answer) => answer?.text)).toEqual(Array.from({ length: 10 }, () => '{"received":true}'));
    await second.close();
    expect(await webhook.counts()).toEqual({ accepted: 1, repeated: 9 });
    expect(await webhook.store.findEntry(entryId(webhook.property.id, session.id))).toMatchObject({ version: 1 });
  });
});

describe('strangers', () => {
  it('make the store read 40 unknown properties at once and no more, while known ones are served', async () => {
    const reads: string[] = [];
    webhook = await startWebhook({
      wrapStore: (store) =>
        exchange(store, {
          findProperty(id) {
            reads.push(id);
            return store.findProperty(id);
          },
        }),
    });
    const codes: (string | undefined)[] = [];
    for (let index = 0; index < 60; index++) {
      codes.push((await webhook.send(completed, { propertyId: `tt_unknown${index}` })).code);
    }
    expect(codes.slice(0, 40)).toEqual(Array.from({ length: 40 }, () => 'unknown_property'));
    expect(codes.slice(40)).toEqual(Array.from({ length: 20 }, () => 'rate_limited'));
    expect(reads).toHaveLength(40);
    webhook.clock.nowMs += 100;
    expect((await webhook.send(completed)).status).toBe(200);
  });

  it('asking for the same unknown property again cost the store nothing', async () => {
    const reads: string[] = [];
    webhook = await startWebhook({
      wrapStore: (store) =>
        exchange(store, {
          findProperty(id) {
            reads.push(id);
            return store.findProperty(id);
          },
        }),
    });
    for (let index = 0; index < 60; index++) {
      expect((await webhook.send(completed, { propertyId: 'tt_removedshop' })).status).toBe(404);
    }
    expect(reads).toHaveLength(1);
  });
});
