// What is found from a real store alone, for a property that nobody has set up further.
import { describe, expect, test } from 'vitest';
import { leaveSweepMark } from '../../../functions/delivery/sweep-mark.ts';
import { countVerdicts, sortFindings } from '../../../functions/doctor/finding.ts';
import { quickFindings } from '../../../functions/doctor/quick-findings.ts';
import { describeFinding } from '../../../functions/doctor/texts/finding-texts.ts';
import { newestKeyId } from '../../../functions/store/key-ring.ts';
import { entryId } from '../../../functions/store/store.ts';
import { nowMs, propertyId, useProperties } from '../properties/use-properties.ts';
import { countCalls } from '../public/wrap-store.ts';
import { newDeliveries, newFullEntry } from '../store/records.ts';
import { newTally } from '../store/small-records.ts';

const { tools, read, put } = useProperties();

describe('quickFindings', () => {
  test('begins with what is worst, and writes nothing', async () => {
    const calls: string[] = [];
    const store = countCalls(tools().store, calls);
    const findings = await quickFindings(await read(), { ...tools(), store });
    expect(findings[0]).toMatchObject({ code: 'key_none', verdict: 'red' });
    expect(sortFindings(findings)).toEqual(findings);
    expect(calls.sort()).toEqual([
      'findDueEntries',
      'findTroubledEntries',
      'findWatermark',
      'listEntries',
      'listTallies',
    ]);
  });

  test('says of a property that is being deleted nothing but that, with the way to finish it at once', async () => {
    await put({ removalStartedAtMs: nowMs });
    const [finding, ...rest] = await quickFindings(await read(), tools());
    expect([finding?.verdict, finding?.code, rest]).toEqual(['yellow', 'removal_begun', []]);
    expect(finding && describeFinding(finding, propertyId).fix).toMatchObject({
      path: '/settings/manage',
      terminal: `npm run tilltag -- property remove ${propertyId}`,
    });
  });

  test('puts together what was counted, recorded and left behind', async () => {
    const { store } = tools();
    await leaveSweepMark(store, nowMs, newestKeyId(tools().keyRing));
    const tally = newTally({ propertyId, counts: { placeholder_session_id: 1 }, expiresAtMs: nowMs + 1 });
    await store.putTally({ ...tally, day: '2023-11-14' });
    const entry = newFullEntry({ propertyId, deliveries: newDeliveries({ state: 'dead', dueAtMs: null }) });
    await store.createEntry({ ...entry, id: entryId(propertyId, entry.sessionId) });
    await put({ sender: 'browser_first', stripeKeys: { live: 'sealed1.main.AAAA', test: null } });
    const codes = (await quickFindings(await read(), tools())).map(({ code }) => code);
    for (const code of ['sweep_alive', 'placeholder_seen', 'deliveries_dead', 'payments_seen', 'sender_loses']) {
      expect(codes).toContain(code);
    }
    expect(codes).toContain('sealing_key_young');
  });
});

describe('countVerdicts', () => {
  test('counts each', () => {
    const one = { code: 'payments_own', about: '', data: {} } as const;
    expect(
      countVerdicts([
        { ...one, verdict: 'red' },
        { ...one, verdict: 'green' },
      ]),
    ).toEqual({ red: 1, yellow: 0, left_out: 0, green: 1 });
  });
});
