// The closing line of a test run tells the truth.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { closingLine } from '../../../scripts/test/counts.ts';

function countFixtures(...files: string[]): string[] {
  const script = path.join(import.meta.dirname, 'fixtures', 'count-fixtures.ts');
  const result = spawnSync(process.execPath, [script, ...files], { encoding: 'utf8' });
  return result.stdout.trim().split('\n');
}

describe('closingLine', () => {
  test('names passed and failed only, when nothing was skipped', () => {
    expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
  });

  test('names skipped tests when there are any', () => {
    expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });
});

describe('countingReporter', () => {
  test('counts every outcome, a throwing hook and an unhandled rejection as failures, and names what is skipped', () => {
    const lines = countFixtures('every-outcome.fixture.ts');
    expect(lines).toEqual([
      'skipped: is skipped',
      'skipped: a group whose hook throws > is never reached',
      '2 passed, 3 failed, 2 skipped',
    ]);
  });

  test('counts a file that does not load as a failure', () => {
    expect(countFixtures('broken-load.fixture.ts')).toEqual(['0 passed, 1 failed']);
  });
});
