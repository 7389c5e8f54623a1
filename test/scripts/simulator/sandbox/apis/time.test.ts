// Time, chance, and doing something later.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { evaluate } from '../../evaluate.ts';

describe('getTimestampMillis', () => {
  test('answers the page’s clock', () => {
    const page = createFakePage({ nowMs: 1234 });
    expect(evaluate("return require('getTimestampMillis')();", { page }).returned).toBe(1234);
  });
});

describe('generateRandom', () => {
  test.each([
    [0, 5],
    [0.999, 10],
  ])('with chance %d of 5 to 10 it is %d', (random, value) => {
    const page = createFakePage({ randoms: [random] });
    expect(evaluate("return require('generateRandom')(5, 10);", { page }).returned).toBe(value);
  });
});

describe('generateRandom with bounds in the wrong order', () => {
  test.each([
    [0, 0],
    [0.999_999_999_9, 2_147_483_647],
  ])('with chance %d draws %d from 0 to 2147483647, because that makes no range', (random, value) => {
    const page = createFakePage({ randoms: [random] });
    expect(evaluate("return require('generateRandom')(10, 5);", { page }).returned).toBe(value);
  });
});

describe('callLater', () => {
  test('runs the function in a later turn', () => {
    const code = `
      const log = require('logToConsole');
      require('callLater')(() => log('later'));
      log('now');
      return 1;`;
    expect(evaluate(code, { permissions: { logging: { environments: 'all' } } }).consoleTexts()).toEqual([
      'now',
      'later',
    ]);
  });

  test('needs a function', () => {
    expect(evaluate("require('callLater')('text');").status).toBe('failed');
  });
});
