// How long a session is answered, to the millisecond.
import { describe, expect, test } from 'vitest';
import { arePersonalDataFresh, isSessionTooOld } from '../../../functions/rules/age.ts';

const createdSeconds = 1_700_000_000;
const createdMs = createdSeconds * 1000;
const hourMs = 3_600_000;

describe('isSessionTooOld', () => {
  test('a session of an hour ago is not too old', () => {
    expect(isSessionTooOld({ createdSeconds }, 48, createdMs + hourMs)).toBe(false);
  });

  test('a session of exactly 48 hours is still answered, a millisecond later no more', () => {
    expect(isSessionTooOld({ createdSeconds }, 48, createdMs + 48 * hourMs)).toBe(false);
    expect(isSessionTooOld({ createdSeconds }, 48, createdMs + 48 * hourMs + 1)).toBe(true);
  });

  test('the setting counts', () => {
    expect(isSessionTooOld({ createdSeconds }, 2, createdMs + 3 * hourMs)).toBe(true);
    expect(isSessionTooOld({ createdSeconds }, 4, createdMs + 3 * hourMs)).toBe(false);
  });

  test('a session from the future, by clocks that differ, is not too old', () => {
    expect(isSessionTooOld({ createdSeconds }, 48, createdMs - hourMs)).toBe(false);
  });
});

describe('arePersonalDataFresh', () => {
  const settled = { firstSeenAtMs: 1_000_000, settledAtMs: 2_000_000 };
  const pending = { firstSeenAtMs: 1_000_000, settledAtMs: null };

  test('they are answered right after the session was seen settled', () => {
    expect(arePersonalDataFresh(settled, 60, 2_000_000)).toBe(true);
  });

  test('they are answered until an hour has passed, and no more then', () => {
    expect(arePersonalDataFresh(settled, 60, 2_000_000 + hourMs - 1)).toBe(true);
    expect(arePersonalDataFresh(settled, 60, 2_000_000 + hourMs)).toBe(false);
  });

  test('the hour counts from the settlement, not from the first sight', () => {
    expect(arePersonalDataFresh({ firstSeenAtMs: 0, settledAtMs: 90 * hourMs }, 60, 90.5 * hourMs)).toBe(true);
  });

  test('while the payment is pending the hour counts from the first sight', () => {
    expect(arePersonalDataFresh(pending, 60, 1_000_000 + hourMs - 1)).toBe(true);
    expect(arePersonalDataFresh(pending, 60, 1_000_000 + hourMs)).toBe(false);
  });

  test('a setting of 0 minutes never answers them', () => {
    expect(arePersonalDataFresh(settled, 0, 2_000_000)).toBe(false);
  });
});
