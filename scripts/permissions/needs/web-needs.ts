// What each call of a web container's APIs needs: by API, or by API and method.
import { unknownValue } from '../unknown-value.ts';
import { always, byFirst, byKeys, type Reading } from './wanted.ts';

const queue: Reading = {
  reads: [0, 1],
  wants: (functionPath, listPath) => [
    { permission: 'access_globals', values: ['readwrite', functionPath] },
    { permission: 'access_globals', values: ['readwrite', listPath] },
  ],
};

const alias: Reading = {
  reads: [0, 1],
  wants: (toPath, fromPath) => [
    { permission: 'access_globals', values: ['write', toPath] },
    { permission: 'access_globals', values: ['read', fromPath] },
  ],
};

/** Also in server containers. */
export const setCookie: Reading = {
  reads: [0, 2],
  wants: (name, options) => [{ permission: 'set_cookies', values: [name, options ?? {}] }],
};

const consentDefaults = byKeys('access_consent', (type) => ['write', type], ['region', 'wait_for_update']);

/** Of older code, which hands over key and value one by one. */
const gtagSet: Reading = {
  reads: [0],
  wants: (first) =>
    typeof first === 'string'
      ? [{ permission: 'write_data_layer', values: [first] }]
      : byKeys('write_data_layer', (key) => [key]).wants(first),
};

/** The needs of web containers' APIs; an API that is not here needs no more than its permission. */
export const webNeeds: Readonly<Record<string, Reading>> = {
  addConsentListener: byFirst('access_consent', 'read'),
  aliasInWindow: alias,
  callInWindow: byFirst('access_globals', 'execute'),
  copyFromDataLayer: byFirst('read_data_layer'),
  copyFromWindow: byFirst('access_globals', 'read'),
  createArgumentsQueue: queue,
  createQueue: byFirst('access_globals', 'readwrite'),
  getCookieValues: byFirst('get_cookies'),
  getQueryParameters: byFirst('get_url', 'query'),
  getReferrerQueryParameters: byFirst('get_referrer', 'query'),
  getReferrerUrl: byFirst('get_referrer'),
  getUrl: byFirst('get_url'),
  gtagSet,
  injectHiddenIframe: byFirst('inject_hidden_iframe'),
  injectScript: byFirst('inject_script'),
  isConsentGranted: byFirst('access_consent', 'read'),
  'localStorage.getItem': byFirst('access_local_storage', 'read'),
  'localStorage.removeItem': byFirst('access_local_storage', 'write'),
  'localStorage.setItem': byFirst('access_local_storage', 'write'),
  // Anything is printed in preview at the least, whatever the setting.
  logToConsole: always('logging', unknownValue),
  sendPixel: byFirst('send_pixel'),
  setCookie,
  setDefaultConsentState: consentDefaults,
  setInWindow: byFirst('access_globals', 'readwrite'),
  updateConsentState: consentDefaults,
};
