// Web permissions asked about values that only a run can know: what some value could be allowed is let pass.
import { describe, expect, test } from 'vitest';
import { allows } from '../../../../scripts/permissions/rules/allows.ts';
import type { PermissionSettings } from '../../../../scripts/permissions/rules/settings.ts';
import { webRules } from '../../../../scripts/permissions/rules/web-rules.ts';
import { unknownValue } from '../../../../scripts/permissions/unknown-value.ts';

type Row = [name: string, settings: PermissionSettings, possible: unknown[], impossible: unknown[]];

const readA = { keys: [{ key: 'a', read: true, write: false, execute: false }] };
const someParts = { urlParts: 'specific', query: true, queriesAllowed: 'specific', queryKeys: ['a'] };
const cookie = { name: 'a', domain: 'x.com', path: '/', secure: 'secure', session: 'session' };
const cookies = (part: object) => ({ allowedCookies: [{ ...cookie, ...part }] });

const rows: Row[] = [
  ['access_globals', readA, ['read', unknownValue], ['write', unknownValue]],
  ['access_globals', readA, [unknownValue, 'a'], [unknownValue, 'b']],
  ['access_local_storage', readA, ['read', unknownValue], ['readwrite', unknownValue]],
  [
    'access_consent',
    { consentTypes: [{ consentType: 'a', read: true }] },
    ['read', unknownValue],
    ['write', unknownValue],
  ],
  [
    'access_consent',
    { consentTypes: [{ consentType: 'a', read: true }] },
    [unknownValue, 'read'],
    [unknownValue, 'write'],
  ],
  ['get_url', someParts, [unknownValue], [undefined]],
  ['get_url', someParts, ['query', unknownValue], ['host', unknownValue]],
  ['get_referrer', { ...someParts, queryKeys: [] }, [unknownValue], ['query', unknownValue]],
  ['get_cookies', { cookieNames: ['a'] }, [unknownValue], ['b']],
  ['read_data_layer', { keyPatterns: ['a'] }, [unknownValue], ['b']],
  ['write_data_layer', { keyPatterns: ['a'] }, [unknownValue], ['b']],
  ['inject_script', { urls: ['https://a.test.com/*'] }, [unknownValue], ['https://b.test.com/']],
  ['send_pixel', { allowedUrls: 'any' }, [unknownValue], ['http://b.test.com/']],
  ['logging', { environments: 'debug' }, [unknownValue], [false]],
  ['set_cookies', cookies({}), ['a', unknownValue], ['b', unknownValue]],
  ['set_cookies', cookies({}), [unknownValue, unknownValue], ['b', unknownValue]],
  [
    'set_cookies',
    cookies({}),
    ['a', { domain: 'x.com', path: '/', secure: unknownValue, expires: unknownValue }],
    ['a', { domain: 'x.com', path: '/', secure: unknownValue, expires: 'never' }],
  ],
  [
    'set_cookies',
    cookies({ secure: 'any', session: 'non_session' }),
    ['a', { domain: unknownValue, path: unknownValue, 'max-age': unknownValue }],
    ['a', { domain: unknownValue, path: unknownValue }],
  ],
  [
    'set_cookies',
    cookies({ secure: 'non_secure' }),
    ['a', { domain: 'x.com', path: '/', secure: unknownValue }],
    ['a', { domain: 'x.com', path: '/', secure: true }],
  ],
];

describe('allows, for values that only a run knows', () => {
  test.each(rows)('%s %j may allow %j and never %j', (name, settings, possible, impossible) => {
    expect(allows(name, settings, possible)).toBe(true);
    expect(allows(name, settings, impossible)).toBe(false);
  });

  test('each rule that takes values has a row', () => {
    const tested = new Set([...rows.map(([name]) => name), 'inject_hidden_iframe']);
    const takesValues = Object.keys(webRules).filter((name) => !allows(name, {}, []));
    expect(takesValues.filter((name) => !tested.has(name))).toEqual([]);
  });
});
