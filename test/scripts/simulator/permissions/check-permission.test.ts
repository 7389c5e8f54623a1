// Every web permission: what its settings allow, and the nearest thing that they do not.
import { describe, expect, test } from 'vitest';
import type { PermissionSettings } from '../../../../scripts/permissions/rules/settings.ts';
import { isPermitted, requirePermission } from '../../../../scripts/simulator/permissions/check-permission.ts';

type Row = [name: string, settings: PermissionSettings, allowed: unknown[], refused: unknown[]];

const tilltag = { keys: [{ key: 'tilltag.lookup', read: false, write: false, execute: true }] };
const readOnly = { keys: [{ key: 'k', read: true, write: false, execute: false }] };
const writeOnly = { keys: [{ key: 'k', read: false, write: true, execute: false }] };
const readWrite = { keys: [{ key: 'k', read: true, write: true, execute: false }] };
const adStorage = { consentTypes: [{ consentType: 'ad_storage', read: true, write: false }] };
const someParts = { urlParts: 'specific', path: true, query: true, queriesAllowed: 'specific', queryKeys: ['gclid'] };
const cookie = { name: 'x', domain: '*', path: '*', secure: 'any', session: 'any' };

const rows: Row[] = [
  ['access_globals', tilltag, ['execute', 'tilltag.lookup'], ['execute', 'tilltag']],
  ['access_globals', tilltag, ['execute', 'tilltag.lookup'], ['execute', 'tilltag.lookup.call']],
  ['access_globals', tilltag, ['execute', 'tilltag.lookup'], ['read', 'tilltag.lookup']],
  ['access_globals', readOnly, ['read', 'k'], ['readwrite', 'k']],
  ['access_globals', writeOnly, ['write', 'k'], ['readwrite', 'k']],
  ['access_globals', readWrite, ['readwrite', 'k'], ['execute', 'k']],
  ['access_local_storage', readOnly, ['read', 'k'], ['write', 'k']],
  ['access_local_storage', readOnly, ['read', 'k'], ['read', 'k2']],
  ['access_consent', adStorage, ['read', 'ad_storage'], ['write', 'ad_storage']],
  ['access_consent', adStorage, ['ad_storage', 'read'], ['ad_storage', 'write']],
  ['access_consent', adStorage, ['read', 'ad_storage'], ['read', 'ad_user_data']],
  ['get_url', { urlParts: 'any', queriesAllowed: 'any' }, [undefined], []],
  ['get_url', someParts, ['path'], [undefined]],
  ['get_url', someParts, ['path'], ['host']],
  ['get_url', someParts, ['query', 'gclid'], ['query', 'wbraid']],
  ['get_url', someParts, ['query', 'gclid'], ['query']],
  ['get_url', { ...someParts, query: false }, ['path'], ['query', 'gclid']],
  ['get_url', { ...someParts, queriesAllowed: 'any' }, ['query', 'any_key'], ['host']],
  ['get_url', { urlParts: 'any', queriesAllowed: 'specific', queryKeys: ['a'] }, ['query', 'a'], ['query', 'b']],
  ['get_referrer', someParts, ['query', 'gclid'], ['query', 'wbraid']],
  ['get_cookies', { cookieAccess: 'specific', cookieNames: ['_ga'] }, ['_ga'], ['_gid']],
  ['get_cookies', { cookieNames: ['_ga', '_fbp'] }, ['_ga'], ['_g']],
  ['set_cookies', { allowedCookies: [cookie] }, ['x', {}], ['y', {}]],
  ['set_cookies', { allowedCookies: [{ ...cookie, name: 'z' }, cookie] }, ['x'], ['y']],
  ['set_cookies', { allowedCookies: [{ ...cookie, domain: 'auto' }] }, ['x', { domain: 'auto' }], ['x', {}]],
  ['set_cookies', { allowedCookies: [{ ...cookie, path: '/' }] }, ['x', { path: '/' }], ['x', { path: '/a' }]],
  [
    'set_cookies',
    { allowedCookies: [{ ...cookie, secure: 'require_secure' }] },
    ['x', { secure: true }],
    ['x', { secure: false }],
  ],
  ['set_cookies', { allowedCookies: [{ ...cookie, secure: 'secure' }] }, ['x', { secure: true }], ['x', {}]],
  ['set_cookies', { allowedCookies: [{ ...cookie, secure: 'non_secure' }] }, ['x', {}], ['x', { secure: true }]],
  ['set_cookies', { allowedCookies: [{ ...cookie, session: 'require_session' }] }, ['x', {}], ['x', { 'max-age': 60 }]],
  ['set_cookies', { allowedCookies: [{ ...cookie, session: 'session' }] }, ['x', {}], ['x', { expires: 'never' }]],
  ['set_cookies', { allowedCookies: [{ ...cookie, session: 'non_session' }] }, ['x', { 'max-age': 60 }], ['x', {}]],
  ['inject_script', { urls: ['https://a.test.com/*'] }, ['https://a.test.com/x'], ['https://b.test.com/x']],
  ['inject_hidden_iframe', { urls: ['https://a.test.com/*'] }, ['https://a.test.com/x'], ['https://b.test.com/x']],
  [
    'send_pixel',
    { allowedUrls: 'specific', urls: ['https://a.test.com/*'] },
    ['https://a.test.com/x'],
    ['https://b.test.com/x'],
  ],
  ['send_pixel', { allowedUrls: 'any' }, ['https://b.test.com/x'], ['http://b.test.com/x']],
  ['send_pixel', { urls: ['https://a.test.com/*'] }, ['https://a.test.com/x'], [7]],
  ['logging', { environments: 'debug' }, [true], [false]],
  ['read_data_layer', { allowedKeys: 'specific', keyPatterns: ['user.*'] }, ['user'], ['use']],
  ['read_data_layer', { allowedKeys: 'specific', keyPatterns: ['user.*'] }, ['user.a.b'], ['username']],
  ['read_data_layer', { allowedKeys: 'specific', keyPatterns: ['other', 'user.*'] }, ['user.id'], ['my.user.id']],
  ['read_data_layer', { keyPatterns: ['user.*.id'] }, ['user.*.id'], ['user.*.ix']],
  ['read_data_layer', { keyPatterns: ['ecommerce'] }, ['ecommerce'], ['ecommerce.value']],
  ['write_data_layer', { keyPatterns: ['url_passthrough'] }, ['url_passthrough'], ['ads_data_redaction']],
];

describe('isPermitted', () => {
  test.each(rows)('%s %j allows %j and refuses %j', (name, settings, allowed, refused) => {
    const permissions = { [name]: settings };
    expect(isPermitted(permissions, name, ...allowed)).toBe(true);
    if (refused.length > 0) {
      expect(isPermitted(permissions, name, ...refused)).toBe(false);
    }
    expect(isPermitted({}, name, ...allowed)).toBe(false);
  });

  test.each<Row>([
    ['get_cookies', { cookieAccess: 'any' }, ['anything'], []],
    ['read_data_layer', { allowedKeys: 'any' }, ['anything'], []],
    ['logging', { environments: 'all' }, [false], []],
  ])('%s %j allows everything', (name, settings, allowed) => {
    expect(isPermitted({ [name]: settings }, name, ...allowed)).toBe(true);
  });

  test.each([
    'access_template_storage',
    'read_analytics_storage',
    'read_character_set',
    'read_container_data',
    'read_event_metadata',
    'read_title',
  ])('%s needs only to be asked for', (name) => {
    expect([isPermitted({ [name]: {} }, name), isPermitted({}, name)]).toEqual([true, false]);
  });

  test.each(['fly', 'toString'])(
    'a permission %s, which no container has, allows nothing, even when asked for',
    (name) => {
      expect(isPermitted({ [name]: { allowedUrls: 'any' } }, name, 'https://a.test.com/')).toBe(false);
    },
  );

  test('a pattern that GTM refuses fails the whole permission, also beside a right one', () => {
    const settings = { urls: ['https://a.test.com/*', 'http://b.test.com/*'] };
    expect(() => isPermitted({ inject_script: settings }, 'inject_script', 'https://a.test.com/x.js')).toThrow(
      'Invalid script URL filter: http://b.test.com/*. GTM refuses it: it must start with https://.',
    );
  });

  test('a pattern that GTM refuses harms nobody where any URL is allowed', () => {
    const settings = { allowedUrls: 'any', urls: ['nonsense'] };
    expect(isPermitted({ send_pixel: settings }, 'send_pixel', 'https://a.test.com/x.gif')).toBe(true);
  });

  test('settings of a wrong shape allow nothing', () => {
    expect(isPermitted({ access_globals: { keys: 'tilltag' } }, 'access_globals', 'read', 'tilltag')).toBe(false);
  });
});

describe('requirePermission', () => {
  test('what is allowed passes in silence', () => {
    expect(() => requirePermission({ read_title: {} }, 'read_title')).not.toThrow();
  });

  test('a missing permission is named', () => {
    expect(() => requirePermission({}, 'read_title')).toThrow('Permission denied: read_title is missing.');
  });

  test('what a permission does not cover is named', () => {
    expect(() => requirePermission({ access_globals: tilltag }, 'access_globals', 'read', 'fbq')).toThrow(
      'access_globals does not cover read fbq',
    );
  });
});
