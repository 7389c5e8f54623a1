// How the console's records are named.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditEventId, membershipId, oldestFirst } from '../../../functions/store/console-store.ts';
import { newMembership } from './console-records.ts';

describe('membershipId', () => {
  test('joins the account and the address', () => {
    expect(membershipId('acc_1', 'ada@example.com')).toBe('acc_1:ada@example.com');
  });
});

describe('auditEventId', () => {
  test('joins the account, a moment that counts down, and what tells those of one moment apart', () => {
    expect(auditEventId('acc_1', 1_700_000_000_000, '7f3a')).toBe('acc_1:8299999999999:7f3a');
    expect(auditEventId('acc_1', 9_999_999_999_999, '7f3a')).toBe('acc_1:0000000000000:7f3a');
  });

  test('the later of two moments sorts first', () => {
    const moment = fc.nat({ max: 9_999_999_999_999 });
    fc.assert(
      fc.property(moment, moment, (one, two) => {
        const isFirst = auditEventId('acc_1', one, '') < auditEventId('acc_1', two, '');
        expect(isFirst).toBe(one > two);
      }),
    );
  });
});

describe('oldestFirst', () => {
  test('sorts by age, those of one moment by id, and leaves the given list alone', () => {
    const [young, second, first] = [
      newMembership({ createdAtMs: 2 }),
      newMembership({ createdAtMs: 1, id: 'acc_1:b@example.com' }),
      newMembership({ createdAtMs: 1, id: 'acc_1:a@example.com' }),
    ];
    const given = [young, second, first];
    expect(oldestFirst(given)).toEqual([first, second, young]);
    expect(given).toEqual([young, second, first]);
  });
});
