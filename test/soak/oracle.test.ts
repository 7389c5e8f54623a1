// That the oracle can fail: functions that are broken in a known way are found out, and each by the right word.
import { expect, it } from 'vitest';
import type { ForwardedEvent } from '../../functions/contract/forwarded-event.ts';
import { openStore } from '../../functions/store/open-store.ts';
import {
  forgetDeliveries,
  forgetReports,
  ignoreConsent,
  ignoreLeases,
  sendChanged,
  sendNothing,
  sendTwice,
} from './broken.ts';
import { judge } from './oracle/judge.ts';
import { type RunOptions, runShop } from './run-shop.ts';

const calm = { deaths: 0, storeFaults: 0, sendFaults: 0, stripeFaults: 0 };

async function findings(options: Partial<RunOptions>): Promise<string[]> {
  const store = await openStore('sqlite::memory:');
  const record = await runShop({ seed: 5, sessions: 40, store, shares: calm, ...options });
  await store.close();
  return judge(record).findings.map(({ kind, sentence }) => `${kind}: ${sentence}`);
}

const lost = /^lost: .* is missing/;
const doubled = /^doubled: .* a second time/;

it('finds nothing in sound functions, whether all is calm or not', async () => {
  expect(await findings({})).toEqual([]);
  expect(await findings({ shares: {} })).toEqual([]);
});

it('misses what a store forgets', async () => {
  expect(await findings({ breakStore: forgetDeliveries })).toContainEqual(expect.stringMatching(lost));
});

it('misses what is said to be sent and is not', async () => {
  const found = await findings({ breakDelivery: sendNothing });
  expect(found).toContainEqual(expect.stringMatching(lost));
  expect(found).toContainEqual(expect.stringMatching(/^wrong: .* stands as sent/));
});

it('counts as doubled what senders send that take no heed of leases', async () => {
  const found = await findings({ breakStore: ignoreLeases, sessions: 120 });
  expect(found).toContainEqual(expect.stringMatching(doubled));
});

it('counts as doubled what a destination gets twice', async () => {
  expect(await findings({ breakDelivery: sendTwice })).toContainEqual(expect.stringMatching(doubled));
});

it('counts as doubled what a page reported and the server sends all the same', async () => {
  const found = await findings({ breakStore: forgetReports, sessions: 60 });
  expect(found).toContainEqual(expect.stringMatching(/^doubled: .* a page had reported it/));
});

it('sees consent that was ignored', async () => {
  const found = await findings({ breakStore: ignoreConsent, sessions: 60 });
  expect(found).toContainEqual(expect.stringMatching(/^wrong: .* was sent with consent/));
});

/** Each of these happens to every so manieth event, and must be found under its own name. */
const changes: readonly (readonly [name: string, change: (event: ForwardedEvent) => ForwardedEvent, found: RegExp])[] =
  [
    ['money that is off by one', (event) => ({ ...event, ecommerce: addOne(event) }), /^wrong: .* has value/],
    ['another currency', (event) => ({ ...event, ecommerce: inOtherCurrency(event) }), /^wrong: .* is in XXX/],
    ['another transaction', (event) => ({ ...event, transaction_id: 'cs_other' }), /has transaction id cs_other/],
    ['another event', (event) => ({ ...event, event: 'dispute' }), /^wrong: .* is called dispute/],
    ['another event id', (event) => ({ ...event, event_id: 'purchase:cs_other' }), /nothing demands it there/],
    ['another property', (event) => ({ ...event, property_id: 'tt_else' }), /^wrong: .* names property tt_else/],
    ['the other mode', (event) => ({ ...event, livemode: !event.livemode }), /^wrong: .* is of the other mode/],
    ['another client', (event) => ({ ...event, client_id: '1.1' }), /^wrong: .* client 1\.1/],
    ['a buyer in the clear', (event) => ({ ...event, click: { note: everybody } }), /names its buyer in the clear/],
  ];

const everybody = Array.from({ length: 120 }, (_, index) => `buyer${index}@shop-soak.example`).join(' ');

function addOne({ ecommerce }: ForwardedEvent): ForwardedEvent['ecommerce'] {
  return ecommerce && { ...ecommerce, value: ecommerce.value + 1 };
}

function inOtherCurrency({ ecommerce }: ForwardedEvent): ForwardedEvent['ecommerce'] {
  return ecommerce && { ...ecommerce, currency: 'XXX' };
}

it('sees whatever is changed on its way', async () => {
  let count = 0;
  const breakDelivery = sendChanged((event) => {
    count += 1;
    const [, change] = changes[count % changes.length] ?? [];
    return change?.(event) ?? event;
  });
  const found = await findings({ breakDelivery, sessions: 120 });
  for (const [name, , expected] of changes) {
    expect(found, name).toContainEqual(expect.stringMatching(expected));
  }
});
