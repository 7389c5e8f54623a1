// A session without its buyer, and with the buyer again.
import { describe, expect, test } from 'vitest';
import { toSessionRecord, toWholeSession } from '../../../functions/rules/session-record.ts';
import { buildSession } from './checkout-session-builder.ts';

describe('toSessionRecord', () => {
  test('keeps everything but who bought', () => {
    const { email, phone, name, address, ...rest } = buildSession();
    expect(toSessionRecord(buildSession(), true)).toEqual(rest);
    expect(JSON.stringify(toSessionRecord(buildSession(), true))).not.toMatch(/Lovelace|Unter den Linden|\+49/);
  });

  test('leaves out a reference into which somebody wrote an address', () => {
    const toReference = (clientReferenceId: string | null): string | null =>
      toSessionRecord(buildSession({ clientReferenceId }), true).clientReferenceId;
    expect(toReference('ada@example.com')).toBeNull();
    expect(toReference('order 7 of ada%40example.com')).toBeNull();
    expect(toReference(' order 7 @ home ')).toBe(' order 7 @ home ');
    expect(toReference(null)).toBeNull();
  });

  test('lines that nobody read are null, of setup mode they are none', () => {
    expect(toSessionRecord(buildSession({ lines: [] }), false).lines).toBeNull();
    expect(toSessionRecord(buildSession({ lines: [], mode: 'setup' }), false).lines).toEqual([]);
  });
});

describe('toWholeSession', () => {
  test('puts the buyer back', () => {
    expect(toWholeSession(toSessionRecord(buildSession(), true), buildSession())).toEqual(buildSession());
  });

  test('has no personal data where the buyer is not known', () => {
    expect(toWholeSession(toSessionRecord(buildSession(), true), undefined)).toEqual(
      buildSession({ email: null, phone: null, name: null, address: null }),
    );
  });

  test('is undefined without lines', () => {
    expect(toWholeSession(toSessionRecord(buildSession(), false), undefined)).toBeUndefined();
  });
});
