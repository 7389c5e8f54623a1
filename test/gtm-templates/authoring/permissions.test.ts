// What each permission says in GTM's own words.
import { describe, expect, test } from 'vitest';
import * as allow from '../../../gtm-templates/authoring/permissions.ts';

describe('permissions', () => {
  test.each([
    [
      allow.accessGlobals([{ key: 'tilltag.lookup', execute: true }]),
      'access_globals',
      { keys: [{ key: 'tilltag.lookup', read: false, write: false, execute: true }] },
    ],
    [allow.injectScript(['https://*.run.app/*']), 'inject_script', { urls: ['https://*.run.app/*'] }],
    [
      allow.injectHiddenIframe(['https://a.example.com/']),
      'inject_hidden_iframe',
      { urls: ['https://a.example.com/'] },
    ],
    [allow.sendPixel('any'), 'send_pixel', { allowedUrls: 'any' }],
    [
      allow.sendPixel(['https://a.example.com/']),
      'send_pixel',
      { allowedUrls: 'specific', urls: ['https://a.example.com/'] },
    ],
    [allow.logging('debug'), 'logging', { environments: 'debug' }],
    [allow.readDataLayer('any'), 'read_data_layer', { allowedKeys: 'any' }],
    [allow.readDataLayer(['user.*']), 'read_data_layer', { allowedKeys: 'specific', keyPatterns: ['user.*'] }],
    [allow.writeDataLayer(['url_passthrough']), 'write_data_layer', { keyPatterns: ['url_passthrough'] }],
    [allow.getCookies('any'), 'get_cookies', { cookieAccess: 'any' }],
    [allow.getCookies(['_ga']), 'get_cookies', { cookieAccess: 'specific', cookieNames: ['_ga'] }],
    [
      allow.setCookies([{ name: 'a', secure: 'require_secure' }]),
      'set_cookies',
      { allowedCookies: [{ name: 'a', domain: '*', path: '*', secure: 'require_secure', session: 'any' }] },
    ],
    [allow.getUrl('any'), 'get_url', { urlParts: 'any', queriesAllowed: 'any' }],
    [allow.getUrl({ parts: ['path', 'host'] }), 'get_url', { urlParts: 'specific', host: true, path: true }],
    [
      allow.getUrl({ parts: ['query'], queryKeys: ['gclid'] }),
      'get_url',
      { urlParts: 'specific', query: true, queriesAllowed: 'specific', queryKeys: ['gclid'] },
    ],
    [
      allow.getReferrer({ parts: ['query'], queryKeys: 'any' }),
      'get_referrer',
      { urlParts: 'specific', query: true, queriesAllowed: 'any' },
    ],
    [
      allow.accessLocalStorage([{ key: 'a', read: true }]),
      'access_local_storage',
      { keys: [{ key: 'a', read: true, write: false }] },
    ],
    [
      allow.accessConsent([{ type: 'ad_storage', read: true }]),
      'access_consent',
      { consentTypes: [{ consentType: 'ad_storage', read: true, write: false }] },
    ],
    [allow.accessTemplateStorage(), 'access_template_storage', {}],
    [allow.readContainerData(), 'read_container_data', {}],
    [allow.readEventMetadata(), 'read_event_metadata', {}],
    [allow.readTitle(), 'read_title', {}],
    [allow.readCharacterSet(), 'read_character_set', {}],
    [allow.readAnalyticsStorage(), 'read_analytics_storage', {}],
  ])('%j', (permission, publicId, params) => {
    expect(permission).toEqual({ publicId, params });
  });

  test('a query without keys may be read whole', () => {
    expect(allow.getUrl({ parts: ['query'] }).params).toEqual({
      urlParts: 'specific',
      query: true,
      queriesAllowed: 'any',
    });
  });

  test('the parts of an address keep one order, however they are named', () => {
    const { params } = allow.getUrl({ parts: ['query', 'protocol'], queryKeys: 'any' });
    expect(Object.keys(params)).toEqual(['urlParts', 'protocol', 'query', 'queriesAllowed']);
  });
});
