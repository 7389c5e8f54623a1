// Counts again what the costs are computed from.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesPerPayment, countedOperations } from '../../../../scripts/deploy/costs/counted-operations.ts';
import { type Emulator, findEmulator, startEmulator } from '../../../functions/store/emulator.ts';
import { countOperations } from './count-operations.ts';

const source = findEmulator();

describe.skipIf(source.kind === 'missing')('countedOperations', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator(source);
  }, 120_000);
  afterAll(() => emulator?.stop());

  test('is what a payment and an idle hour take today', { timeout: 120_000 }, async () => {
    const { operations, entryBytes } = await countOperations(emulator.host, 'tilltag-costs');
    // Where something really takes more or less now, the new figures belong into the file.
    expect(operations).toEqual(countedOperations);
    expect(Math.abs(bytesPerPayment / (entryBytes * 1.5) - 1)).toBeLessThan(0.1);
  });
});
