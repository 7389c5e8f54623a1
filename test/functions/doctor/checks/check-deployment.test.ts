// The sweep's mark and the age of the keys that seal secrets.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkKeyAge, checkKeyRing, checkSweep } from '../../../../functions/doctor/checks/check-deployment.ts';
import { newestKeyId, parseKeyRing } from '../../../../functions/store/key-ring.ts';
import { findDestination } from '../../properties/use-properties.ts';
import { newProperty } from '../../store/records.ts';
import { newFacts, nowMs } from '../new-facts.ts';

const sends = newProperty({ sender: 'server' });

describe('checkSweep', () => {
  test('a sweep of the last minutes is alive, an older one is late, and none is worst', () => {
    const check = (sweptAtMs: number | undefined) => checkSweep(sends, newFacts({ sweptAtMs }));
    expect(check(nowMs - 600_000)).toMatchObject({ code: 'sweep_alive', verdict: 'green' });
    expect(check(nowMs - 600_001)).toMatchObject({
      code: 'sweep_late',
      verdict: 'red',
      data: { atMs: nowMs - 600_001 },
    });
    expect(check(undefined)).toMatchObject({ code: 'sweep_never', verdict: 'red' });
  });

  test('where pages alone send and no webhook is there, nothing is lost without one', () => {
    const alone = newProperty({ sender: 'browser' });
    expect(checkSweep(alone, newFacts())).toMatchObject({ verdict: 'yellow' });
    const connected = { ...alone, webhookSecrets: { live: ['x'], test: [] } };
    expect(checkSweep(connected, newFacts())).toMatchObject({ verdict: 'red' });
  });
});

describe('checkKeyRing', () => {
  const key = () => randomBytes(32).toString('base64');
  const ring = parseKeyRing(`new:${key()},old:${key()},older:${key()}`);
  const check = (live: string | null, test: string | null) =>
    checkKeyRing(newProperty({ stripeKeys: { live, test } }), ring, findDestination);

  test('is content where the newest key seals everything, and where nothing is sealed', () => {
    expect(check('sealed1.new.AAAA', 'sealed1.new.AAAA')).toMatchObject([
      { code: 'secrets_newest', verdict: 'green', data: { count: 2 } },
    ]);
    expect(check(null, null)).toEqual([]);
  });

  test('counts what older keys still seal, by their names', () => {
    expect(check('sealed1.old.AAAA', 'sealed1.older.AAAA')).toMatchObject([
      { code: 'secrets_old', verdict: 'yellow', data: { count: 2, keyNames: ['old', 'older'] } },
    ]);
  });

  test('names what no key of the ring seals', () => {
    expect(check('sealed1.lost.AAAA', 'sealed1.new.AAAA')).toMatchObject([
      { code: 'secrets_closed', verdict: 'red', data: { names: ['stripe_key:live'] } },
    ]);
  });
});

describe('checkKeyAge', () => {
  const dayMs = 86_400_000;
  const keyRing = parseKeyRing(`main:${randomBytes(32).toString('base64')}`);
  const sealed = newProperty({ stripeKeys: { live: 'sealed1.main.AAAA', test: null } });
  const check = (keysSeenAtMs: Record<string, number>, property = sealed) =>
    checkKeyAge(property, newFacts({ keysSeenAtMs }), { keyRing, findDestination });
  const since = (sinceMs: number) => ({ [newestKeyId(keyRing)]: sinceMs });

  test('is content with a key up to a year old, and says since when it is in use', () => {
    expect(check(since(nowMs))).toMatchObject([
      { code: 'sealing_key_young', verdict: 'green', data: { sinceMs: nowMs, days: 0 } },
    ]);
    expect(check(since(nowMs - 366 * dayMs + 1))).toMatchObject([{ verdict: 'green', data: { days: 365 } }]);
  });

  test('asks for an exchange beyond a year, whichever keys were before', () => {
    const sinceMs = nowMs - 366 * dayMs;
    expect(check({ ...since(sinceMs), ['0123456789abcdef']: nowMs })).toMatchObject([
      { code: 'sealing_key_old', verdict: 'yellow', about: 'key_ring_age', data: { sinceMs, days: 366 } },
    ]);
  });

  test('counts no days backwards where clocks differ', () => {
    expect(check(since(nowMs + 5 * dayMs))).toMatchObject([{ verdict: 'green', data: { days: 0 } }]);
  });

  test('says nothing of a key that no sweep noted yet, nor where nothing is sealed', () => {
    expect(check({})).toEqual([]);
    expect(check({ ['0123456789abcdef']: 0 })).toEqual([]);
    expect(check(since(0), newProperty({ stripeKeys: { live: null, test: null } }))).toEqual([]);
  });
});
