// A client id that nobody's browser ever had.
import { describe, expect, test } from 'vitest';
import { deriveClientId } from '../../../functions/rules/derived-client-id.ts';

describe('deriveClientId', () => {
  test("it has GA's form and is the same each time for one session", () => {
    const clientId = deriveClientId('cs_live_a1');
    expect(clientId).toMatch(/^\d{1,10}\.\d{1,10}$/);
    expect(deriveClientId('cs_live_a1')).toBe(clientId);
  });

  test('two sessions have two', () => {
    const ids = new Set(Array.from({ length: 500 }, (_, index) => deriveClientId(`cs_live_${index}`)));
    expect(ids.size).toBe(500);
  });
});
