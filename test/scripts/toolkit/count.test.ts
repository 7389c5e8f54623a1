// Numbers with their nouns.
import { describe, expect, test } from 'vitest';
import { count } from '../../../scripts/toolkit/count.ts';

describe('count', () => {
  test('the noun follows the number', () => {
    expect(['2 files', '1 file', 'no files', '12,345 files']).toEqual(
      [2, 1, 0, 12_345].map((one) => count(one, 'file')),
    );
  });
});
