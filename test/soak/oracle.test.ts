// That the oracle can fail: functions that are broken in a known way are found out, and each by the right word.
import { expect, it } from 'vitest';
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
  const record = await runShop({ seed: 5, sessions: 60, store, shares: calm, ...options });
  await store.close();
  return judge(record).findings.map(({ kind, sentence }) => `${kind}: ${sentence}`);
}

const lost = /^lost: .* is missing/;
const doubled = /^doubled: .* a second time/;
const wrong = /^wrong: /;

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
  const found = await findings({ breakStore: ignoreLeases, sessions: 200 });
  expect(found).toContainEqual(expect.stringMatching(doubled));
});

it('counts as doubled what a destination gets twice', async () => {
  expect(await findings({ breakDelivery: sendTwice })).toContainEqual(expect.stringMatching(doubled));
});

it('counts as doubled what a page reported and the server sends all the same', async () => {
  const found = await findings({ breakStore: forgetReports, sessions: 120 });
  expect(found).toContainEqual(expect.stringMatching(/^doubled: .* a page had reported it/));
});

it('sees consent that was ignored', async () => {
  const found = await findings({ breakStore: ignoreConsent, sessions: 120 });
  expect(found).toContainEqual(expect.stringMatching(/^wrong: .* was sent with consent/));
});

it.each([
  ['money that is off by one', { ecommerce: 'value' }, /^wrong: .* has value/],
  ['another currency', { ecommerce: 'currency' }, /^wrong: .* is in XXX/],
  ['another transaction id', { transaction_id: 'cs_other' }, /^wrong: .* has transaction id cs_other/],
  ['another event', { event: 'dispute' }, /^wrong: .* is called dispute/],
  ['another event id', { event_id: 'purchase:cs_other' }, /^wrong: .* nothing demands it there/],
  ['another property', { property_id: 'tt_somebodyElse' }, /^wrong: .* names property tt_somebodyElse/],
  ['the other mode', { livemode: 'other' }, /^wrong: .* is of the other mode/],
  ['a client that is not the browser’s', { client_id: '1.1' }, /^wrong: .* client 1\.1/],
  ['a buyer in the clear', { utm_term: 'buyer' }, /^wrong: .* names its buyer in the clear/],
] as const)('sees %s', async (_name, change, expected) => {
  const found = await findings({ breakDelivery: sendChanged((event) => applyChange(event, change)) });
  expect(found).toContainEqual(expect.stringMatching(expected));
  expect(found).toContainEqual(expect.stringMatching(wrong));
});

type Event = Parameters<Parameters<typeof sendChanged>[0]>[0];

function applyChange(event: Event, change: Readonly<Record<string, string>>): Event {
  if ('ecommerce' in change) {
    const { ecommerce } = event;
    const changed = ecommerce && {
      ...ecommerce,
      ...(change['ecommerce'] === 'value' ? { value: ecommerce.value + 1 } : { currency: 'XXX' }),
    };
    return { ...event, ecommerce: changed };
  }
  if ('livemode' in change) return { ...event, livemode: !event.livemode };
  // Every buyer's address ends so; which one it is does not matter here.
  if ('utm_term' in change)
    return {
      ...event,
      utm_term: null,
      click: {
        ...event.click,
        note: Array.from({ length: 60 }, (_, index) => `buyer${index}@shop-soak.example`).join(' '),
      },
    };
  return { ...event, ...change };
}
