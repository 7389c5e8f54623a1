// What each web API needs: the whole list, and that a run in the simulator is stopped exactly where the check says so.
import { describe, expect, test } from 'vitest';
import { webApis } from '../../../../gtm-templates/sandbox/web-apis.ts';
import { SandboxError } from '../../../../scripts/simulator/sandbox/sandbox-error.ts';
import { evaluate } from '../../simulator/evaluate.ts';
import { apiIn, codeOf, expectVerdicts, type Row, type Settings } from './expect-verdicts.ts';
import { cookie, cookieRows, urls } from './shared-needs.ts';

const keys = (key: string, ...ticks: string[]): Settings => ({
  keys: [{ key, read: ticks.includes('r'), write: ticks.includes('w'), execute: ticks.includes('x') }],
});

const consent = (type: string, tick: 'read' | 'write'): Settings => ({
  consentTypes: [{ consentType: type, read: tick === 'read', write: tick === 'write' }],
});

const query = (key: string): Settings => ({
  urlParts: 'specific',
  query: true,
  queriesAllowed: 'specific',
  queryKeys: [key],
});

const host: Settings = { urlParts: 'specific', host: true };

const web: Row[] = [
  ["copyFromWindow('a')", 'access_globals', keys('a', 'r'), keys('a', 'w', 'x'), "'a' (read)"],
  ["setInWindow('a', 1)", 'access_globals', keys('a', 'r', 'w'), keys('a', 'w'), "'a' (read and write)"],
  ["callInWindow('a')", 'access_globals', keys('a', 'x'), keys('a', 'r', 'w'), "'a' (execute)"],
  ["createQueue('a')", 'access_globals', keys('a', 'r', 'w'), keys('a', 'r'), "'a' (read and write)"],
  ["createArgumentsQueue('a', 'a')", 'access_globals', keys('a', 'r', 'w'), keys('a', 'w'), "'a' (read and write)"],
  ["aliasInWindow('a', 'a')", 'access_globals', keys('a', 'r', 'w'), keys('a', 'r'), "'a' (write)"],
  [
    "addConsentListener('ad_storage', f)",
    'access_consent',
    consent('ad_storage', 'read'),
    consent('ad_storage', 'write'),
    "'ad_storage' (read)",
  ],
  [
    "isConsentGranted('ad_storage')",
    'access_consent',
    consent('ad_storage', 'read'),
    consent('ad_user_data', 'read'),
    "'ad_storage' (read)",
  ],
  [
    "setDefaultConsentState({ ad_storage: 'denied', region: ['DE'], wait_for_update: 5 })",
    'access_consent',
    consent('ad_storage', 'write'),
    consent('ad_storage', 'read'),
    "'ad_storage' (write)",
  ],
  [
    "updateConsentState({ ad_storage: 'denied' })",
    'access_consent',
    consent('ad_storage', 'write'),
    consent('ad_user_data', 'write'),
    "'ad_storage' (write)",
  ],
  [
    "copyFromDataLayer('a.b')",
    'read_data_layer',
    { allowedKeys: 'specific', keyPatterns: ['a.*'] },
    { allowedKeys: 'specific', keyPatterns: ['a'] },
    "'a.b'",
  ],
  ['gtagSet({ a: 1 })', 'write_data_layer', { keyPatterns: ['a'] }, { keyPatterns: ['b'] }, "'a'"],
  ["gtagSet('a', 1)", 'write_data_layer', { keyPatterns: ['a'] }, { keyPatterns: ['b'] }, "'a'"],
  ...cookieRows,
  ["setCookie('a', '1')", 'set_cookies', cookie(), cookie({ name: 'b' }), "'a'"],
  [
    "setCookie('a', '1', { secure: true, domain: 'auto' })",
    'set_cookies',
    cookie({ secure: 'secure' }),
    cookie({ domain: 'example.com' }),
    "'a' with domain auto with secure true",
  ],
  ["getQueryParameters('a')", 'get_url', query('a'), query('b'), "the query key 'a'"],
  ["getUrl('host')", 'get_url', host, query('a'), "the part 'host'"],
  [
    "getUrl('query')",
    'get_url',
    { urlParts: 'specific', query: true, queriesAllowed: 'any' },
    query('a'),
    'the whole query',
  ],
  ['getUrl()', 'get_url', { urlParts: 'any', queriesAllowed: 'any' }, host, 'the whole address'],
  ["getReferrerQueryParameters('a')", 'get_referrer', query('a'), query('b'), "the query key 'a'"],
  ["getReferrerUrl('host')", 'get_referrer', host, query('a'), "the part 'host'"],
  [
    "injectScript('https://a.test.com/x.js')",
    'inject_script',
    { urls: ['https://a.test.com/*'] },
    { urls: ['https://a.test.com/y.js'] },
    "'https://a.test.com/x.js'",
  ],
  [
    "injectHiddenIframe('https://a.test.com/x')",
    'inject_hidden_iframe',
    { urls: ['https://*.test.com/'] },
    { urls: ['https://b.test.com/'] },
    "'https://a.test.com/x'",
  ],
  [
    "sendPixel('https://a.test.com/x')",
    'send_pixel',
    { allowedUrls: 'any' },
    urls('https://b.test.com/'),
    "'https://a.test.com/x'",
  ],
  ["localStorage.getItem('a')", 'access_local_storage', keys('a', 'r'), keys('a', 'w'), "'a' (read)"],
  ["localStorage.setItem('a', 'b')", 'access_local_storage', keys('a', 'w'), keys('a', 'r'), "'a' (write)"],
  ["localStorage.removeItem('a')", 'access_local_storage', keys('a', 'w'), keys('b', 'w'), "'a' (write)"],
];

describe('the needs of web APIs', () => {
  const isStopped = (call: string, permissions: Record<string, Settings>) => {
    const { error } = evaluate(codeOf(call), { permissions });
    return error instanceof SandboxError && error.code === 'permission_denied';
  };

  test.each(web)('%s needs %s: code and run agree', (...row) => expectVerdicts('web', row, isStopped));

  test('each API whose arguments decide has a row', () => {
    const plain = [
      'addEventCallback',
      'getContainerVersion',
      'logToConsole',
      'readAnalyticsStorage',
      'readCharacterSet',
      'readTitle',
      'templateStorage',
    ];
    const needing = Object.entries(webApis).flatMap(([api, permission]) => (permission === null ? [] : [api]));
    expect([...new Set([...web.map(([call]) => apiIn(call)), ...plain])].sort()).toEqual(needing.sort());
  });
});
