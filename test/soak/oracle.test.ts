// That the oracle can fail: functions that are broken in a known way are found out, and each by the right word.
import { expect, it, vi } from 'vitest';
import type { ForwardedEvent } from '../../functions/contract/forwarded-event.ts';
import { openStore } from '../../functions/store/open-store.ts';
import {
  forgetDeliveries,
  forgetFirstWrites,
  forgetGrowths,
  forgetLostDisputes,
  forgetReports,
  forgetRules,
  hurryRules,
  ignoreConsent,
  ignoreLeases,
  ignoreScopeChanges,
  judgeTakenBackByScope,
  only,
  sendChanged,
  sendNoSales,
  sendNothing,
  sendTwice,
} from './broken.ts';
import { judge } from './oracle/judge.ts';
import { type RunOptions, runShop } from './run-shop.ts';

// Machines are busy at times, and each test runs a whole shop.
vi.setConfig({ testTimeout: 180_000 });

const calm = { deaths: 0, storeFaults: 0, sendFaults: 0, stripeFaults: 0 };

async function findings(options: Partial<RunOptions>): Promise<string[]> {
  const store = await openStore('sqlite::memory:');
  const record = await runShop({ seed: 5, sessions: 40, idleHours: 6, store, shares: calm, ...options });
  await store.close();
  return judge(record).findings.map(({ kind, sentence }) => `${kind}: ${sentence}`);
}

it('finds nothing in sound functions, whether all is calm or not', async () => {
  expect(await findings({})).toEqual([]);
  expect(await findings({ shares: {} })).toEqual([]);
});

it('finds each known fault under the property whose functions have it', async () => {
  const found = await findings({
    breakStore: (store) =>
      [
        only('tt_soakServerGa4', forgetDeliveries),
        only('tt_soakServerBoth', ignoreLeases),
        only('tt_soakFirstGa4', forgetReports),
        only('tt_soakFirstContainer', ignoreConsent),
      ].reduce((broken, breakIt) => breakIt(broken), store),
    breakDelivery: (context) =>
      sendNoSales(sendNothing(sendTwice(context, 'tt_soakFirstBoth'), 'tt_soakServerContainer'), 'tt_soakServerScoped'),
    sessions: 160,
  });
  const expectFound = (expected: RegExp) => expect(found).toContainEqual(expect.stringMatching(expected));
  expectFound(/^lost: \S+ at soakServerGa4\S+ is missing/);
  expectFound(/^doubled: \S+ at soakServerBoth\S+ came a second time/);
  expectFound(/^doubled: \S+ at soakFirstGa4\S+ was sent though a page had reported it/);
  expectFound(/^wrong: \S+ at soakFirstContainer\S+ was sent with consent/);
  expectFound(/^doubled: \S+ at soakFirstBoth\S+ came a second time/);
  expectFound(/^lost: \S+ at soakServerContainer\S+ is missing/);
  expectFound(/^wrong: \S+ at soakServerContainer\S+ stands as sent/);
});

it('finds what was acknowledged before it was stored, though a sweep finds it later', async () => {
  const found = await findings({ breakStore: only('tt_soakServerGa4', forgetFirstWrites), sessions: 90 });
  expect(found).toContainEqual(
    expect.stringMatching(
      /^wrong: checkout\.session\.completed was acknowledged \d+ s before anything of \S+ was stored$/,
    ),
  );
});

it('finds a sale that was told out of scope, and what takes one back that was told before', async () => {
  const deaf = await findings({ breakStore: ignoreScopeChanges, sessions: 150 });
  expect(deaf).toContainEqual(
    expect.stringMatching(/^wrong: \S+ at soakServerNarrowed\S+ was told, though it was out of scope all the time$/),
  );
  const strict = await findings({ breakStore: judgeTakenBackByScope('tt_soakServerNarrowed'), sessions: 150 });
  expect(strict).toContainEqual(
    expect.stringMatching(/^lost: \w*(refund|dispute):\S+ at soakServerNarrowed\S+ is missing/),
  );
  expect(strict).toContainEqual(expect.stringMatching(/^wrong: the ledger does not take \S+ off /));
});

it('finds a sale that was told though it came about before the scope took it in', async () => {
  const found = await findings({ breakStore: forgetGrowths, sessions: 150 });
  expect(found).toContainEqual(
    expect.stringMatching(
      /^wrong: \S+ at soakServerNarrowed\S+ was told, though it was out of scope when it came about$/,
    ),
  );
});

it('finds a lost dispute that stands beside its sale, wherever the sale was told', async () => {
  const found = await findings({ breakStore: forgetLostDisputes, sessions: 150 });
  expect(found).toContainEqual(expect.stringMatching(/^wrong: the ledger does not take dp_\S+ off \S+ as it should$/));
  expect(found).not.toContainEqual(expect.stringMatching(/does not take re_/));
});

it('finds a rule about sends in doubt that decides before its hour, and one that never does', async () => {
  const found = await findings({
    breakStore: (store) => only('tt_soakFirstGa4', forgetRules)(only('tt_soakServerGa4', hurryRules)(store)),
    shares: { ...calm, sendFaults: 0.5 },
    sessions: 120,
  });
  expect(found).toContainEqual(expect.stringMatching(/^doubled: \S+ at soakServerGa4\S+ came a second time/));
  expect(found).toContainEqual(
    expect.stringMatching(/^wrong: \S+ at soakFirstGa4\S+ stands as uncertain .*, and that is not so$/),
  );
});

it('finds a refund of what was never told', async () => {
  const found = await findings({ breakDelivery: (context) => sendNoSales(context, 'tt_soakServerBoth') });
  expect(found).toContainEqual(
    expect.stringMatching(/^wrong: \w*refund:\S+ at soakServerBoth\S+ takes back what was not told there/),
  );
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
    ['an earlier time', (event) => ({ ...event, event_time: event.event_time - 60 }), /^wrong: .* happened at/],
    ['a later time', (event) => ({ ...event, event_time: event.event_time + 864_000 }), /^wrong: .* happened at/],
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
  const found = await findings({ breakDelivery, sessions: 100 });
  for (const [name, , expected] of changes) {
    expect(found, name).toContainEqual(expect.stringMatching(expected));
  }
});
