// Hostnames, refused pages, and whether payments come in.
import { describe, expect, test } from 'vitest';
import { checkTraffic } from '../../../../functions/doctor/checks/check-traffic.ts';
import { createTombstone } from '../../../../functions/rules/erased-session.ts';
import { newEntry, newSessionRecord } from '../../store/records.ts';
import { newFacts, tallyOf, today } from '../new-facts.ts';

const property = { hostnames: ['shop.example.com', '*.example.org'] };
const sold = (returnHost: string | null, count = 1) =>
  Array.from({ length: count }, () => newEntry({ session: newSessionRecord({ returnHost }) }));
const check = (facts: Parameters<typeof newFacts>[0], hostnames = property.hostnames) =>
  checkTraffic({ hostnames }, newFacts(facts));

describe('checkTraffic', () => {
  test('finds nothing wrong where payments come back to each hostname', () => {
    const entries = [...sold('shop.example.com', 9), ...sold('www.example.org')];
    expect(check({ entries })).toEqual([
      { code: 'payments_seen', verdict: 'green', about: 'payments', data: { lastAtMs: entries[0]?.firstSeenAtMs } },
    ]);
  });

  test('a buyer who was erased before anything was told is no payment', () => {
    const erased = { atMs: 1, source: 'console', what: 'erased' } as const;
    const entries = [createTombstone('tt_1:cs_live_never', 'tt_1', 'cs_live_never', erased)];
    expect(check({ entries }).map(({ code }) => code)).toEqual(['payments_none']);
  });

  test('names a hostname that none of many payments came back to', () => {
    expect(check({ entries: sold('shop.example.com', 10) })).toContainEqual({
      ...{ code: 'hostnames_quiet', verdict: 'yellow', about: 'hostnames' },
      data: { hostnames: ['*.example.org'], sessions: 10 },
    });
    const codes = check({ entries: sold('shop.example.com', 9) }).map(({ code }) => code);
    expect(codes).not.toContain('hostnames_quiet');
  });

  test('says nothing of hostnames where Stripe names no host to return to', () => {
    expect(check({ entries: sold(null, 20) }).map(({ code }) => code)).toEqual(['payments_seen']);
  });

  test('names hosts that payments return to and that are not allowed', () => {
    expect(check({ entries: sold('other.example.net', 2) })).toContainEqual({
      ...{ code: 'hosts_not_allowed', verdict: 'yellow', about: 'hostnames' },
      data: { hosts: ['other.example.net'] },
    });
  });

  test('an empty list of hostnames allows nothing, which is red', () => {
    expect(check({}, [])).toContainEqual(expect.objectContaining({ code: 'hostnames_none', verdict: 'red' }));
  });

  test('a placeholder of today is red, one of days ago yellow, an old one forgotten', () => {
    const seen = (day: string) =>
      check({ tallies: [tallyOf({ placeholder_session_id: 2 }, day)] }).find(({ code }) => code === 'placeholder_seen');
    expect(seen(today)).toMatchObject({ verdict: 'red', data: { count: 2, lastDay: today } });
    expect(seen('2023-11-09')).toMatchObject({ verdict: 'yellow', data: { lastDay: '2023-11-09' } });
    expect(seen('2023-11-07')).toBeUndefined();
  });

  test('sums what several instances counted of refused hosts and modes', () => {
    const tallies = [
      tallyOf({ host_not_allowed: 2 }, '2023-11-13'),
      tallyOf({ host_not_allowed: 3, mode_mismatch: 1 }),
    ];
    const found = check({ tallies });
    expect(found).toContainEqual(expect.objectContaining({ code: 'host_refused', data: { count: 5, lastDay: today } }));
    expect(found).toContainEqual(expect.objectContaining({ code: 'mode_refused', data: { count: 1, lastDay: today } }));
  });

  test('says that there was no payment yet', () => {
    expect(check({})).toEqual([{ code: 'payments_none', verdict: 'yellow', about: 'payments', data: {} }]);
  });
});
