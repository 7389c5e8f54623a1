// What templates learn from and tell their container.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { evaluate } from '../../evaluate.ts';

describe('copyFromDataLayer', () => {
  const permissions = { read_data_layer: { allowedKeys: 'specific', keyPatterns: ['ecommerce', 'ecommerce.*'] } };
  const copy = (values: string) => {
    const { container } = evaluate('return 1;');
    container.dataLayer.merge({ ecommerce: { value: 1, items: [{ id: 'a' }] } });
    container.dataLayer.merge({ ecommerce: { currency: 'EUR' }, when: new Date(0) });
    return evaluate(`return require('copyFromDataLayer')(${values});`, { permissions, container });
  };

  test('reads what all messages together say', () => {
    expect(copy("'ecommerce'").returned).toEqual({ value: 1, items: [{ id: 'a' }], currency: 'EUR' });
    expect(copy("'ecommerce.items.0.id'").returned).toBe('a');
  });

  test('version 1 reads the current message alone', () => {
    expect(copy("'ecommerce', 1").returned).toEqual({ currency: 'EUR' });
  });

  test('a missing key is undefined', () => {
    expect(copy("'ecommerce.tax'").returned).toBeUndefined();
  });

  test('a key outside the patterns throws', () => {
    expect(copy("'event'").status).toBe('failed');
  });
});

describe('gtagSet', () => {
  const permissions = { write_data_layer: { keyPatterns: ['url_passthrough'] } };

  test('sets what its permission names', () => {
    const { container } = evaluate("require('gtagSet')({ url_passthrough: true });", { permissions });
    expect([...container.settings]).toEqual([['url_passthrough', true]]);
  });

  test('takes a key and a value as well', () => {
    const { container } = evaluate("require('gtagSet')('url_passthrough', true);", { permissions });
    expect([...container.settings]).toEqual([['url_passthrough', true]]);
  });

  test.each(["'ads_data_redaction', true", '1', ''])('gtagSet(%s) throws', (values) => {
    expect(evaluate(`require('gtagSet')(${values});`, { permissions }).status).toBe('failed');
  });

  test('one key outside the patterns throws, and nothing is set', () => {
    const run = evaluate("require('gtagSet')({ url_passthrough: true, ads_data_redaction: true });", { permissions });
    expect([run.status, run.container.settings.size]).toEqual(['failed', 0]);
  });
});

describe('getContainerVersion', () => {
  const code = "const v = require('getContainerVersion')(); return [v.containerId, v.previewMode, v.debugMode];";

  test.each([
    [{}, true, true],
    [{ isPreview: false }, false, false],
    [{ isPreview: false, isDebug: true }, false, true],
    [{ isPreview: true, isDebug: false }, true, false],
  ])('tells the container and its modes: %j is preview %s and debug %s', (modes, isPreview, isDebug) => {
    const permissions = { read_container_data: {} };
    expect(evaluate(code, { permissions, ...modes }).returned).toEqual(['GTM-TEST', isPreview, isDebug]);
  });

  test('throws without its permission', () => {
    expect(evaluate(code).status).toBe('failed');
  });
});

describe('logToConsole', () => {
  const code = "require('logToConsole')('total', 5, { a: 1 }, undefined, null); return 1;";

  test('prints its values to the page and keeps the line', () => {
    const page = createFakePage();
    const run = evaluate(code, { page, permissions: { logging: { environments: 'debug' } } });
    expect(page.printed).toEqual([['total', 5, { a: 1 }, undefined, null]]);
    expect(run.consoleTexts()).toEqual(['total 5 {"a":1} undefined null']);
  });

  test('is silent outside the preview where only debug is allowed', () => {
    const run = evaluate(code, { isPreview: false, permissions: { logging: { environments: 'debug' } } });
    expect([run.returned, run.consoleTexts()]).toEqual([1, []]);
  });

  test('prints in debug mode outside the preview, and queryPermission knows it', () => {
    const query = "require('logToConsole')('x'); return require('queryPermission')('logging');";
    const permissions = { logging: { environments: 'debug' } };
    const run = evaluate(query, { isPreview: false, isDebug: true, permissions });
    expect([run.returned, run.consoleTexts()]).toEqual([true, ['x']]);
  });

  test('prints outside the preview where all is allowed', () => {
    const run = evaluate(code, { isPreview: false, permissions: { logging: { environments: 'all' } } });
    expect(run.consoleTexts()).toHaveLength(1);
  });

  test('is silent without permission, and does not throw', () => {
    expect(evaluate(code)).toMatchObject({ returned: 1, problems: [] });
  });
});

describe('queryPermission', () => {
  const permissions = {
    inject_script: { urls: ['https://a.test.com/*'] },
    get_url: { urlParts: 'specific', query: true, queriesAllowed: 'specific', queryKeys: ['k'] },
    logging: { environments: 'debug' },
  };

  test.each([
    ["'inject_script', 'https://a.test.com/x.js'", true],
    ["'inject_script', 'https://b.test.com/x.js'", false],
    ["'get_url', 'query', 'k'", true],
    ["'get_url', 'query', 'other'", false],
    ["'logging'", true],
    ["'access_globals', 'read', 'x'", false],
    ["'no_such_permission'", false],
  ])('queryPermission(%s) is %s', (values, isAllowed) => {
    expect(evaluate(`return require('queryPermission')(${values});`, { permissions }).returned).toBe(isAllowed);
  });
});
