// Digests.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { evaluate } from '../../evaluate.ts';

describe('sha256', () => {
  const digest = (options: string, page = createFakePage()) =>
    evaluate(
      `const log = require('logToConsole');
       require('sha256')('abc', (value) => log(value), () => log('no crypto')${options});
       log('after the call');
       return 1;`,
      { page, permissions: { logging: { environments: 'all' } } },
    ).consoleTexts();

  test('answers in a later turn, as base64', () => {
    expect(digest('')).toEqual(['after the call', 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=']);
  });

  test('answers hex when told to', () => {
    expect(digest(", { outputEncoding: 'hex' }")[1]).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  test('is silent where both SubtleCrypto and the failure callback are missing', () => {
    const run = evaluate("require('sha256')('abc', () => 1); return 1;", {
      page: createFakePage({ hasCrypto: false }),
    });
    expect(run.problems).toEqual([]);
  });

  test('calls its failure callback where the browser has no SubtleCrypto', () => {
    expect(digest('', createFakePage({ hasCrypto: false }))).toEqual(['after the call', 'no crypto']);
  });
});
