// The page, the visitor and the loader, played; and what the tag did there.
import { assertApi, assertThat, mock, mockObject, runCode } from 'sandbox:test';
import { type ConsentType, Object } from 'sandbox:web';
import type { ClickDescription, DescribeClick, LinkRequest } from '../../../../functions/contract/loader-protocol.ts';
import type { Data } from '../form.ts';

/** What the form of the tag holds. */
export const data: { -readonly [Field in keyof Data]?: Data[Field] } = {
  propertyId: 'prop_12345678',
  endpoint: 'https://tags.example.com',
  measurementId: 'G-SHOP',
  paymentDomains: '',
  pushBeginCheckout: false,
  extraClickIds: '',
  ignoredReferrers: '',
  cookieName: '_tilltag',
  cookieDomain: 'auto',
  cookieDays: '90',
  gaCookiePrefix: '',
  logType: 'always',
};

interface Page {
  host: string;
  path: string;
  protocol: string;
  /** Of the page that linked here; empty for none. */
  referrer: string;
  nowMs: number;
  /** What the page says of consent mode: whether a default was set. */
  usedDefault: boolean | undefined;
  /** How the loader answers; undefined where it is no loader of ours. */
  answer: true | undefined;
  readonly requests: LinkRequest[];
  readonly listened: ConsentType[];
  readonly waits: number[];
  readonly lines: string[];
  describe: DescribeClick;
  onTimeUp: () => void;
}

/** What the page is like, and what the tag asked of it. */
export const page: Page = {
  host: 'shop.example.com',
  path: '/',
  protocol: 'https',
  referrer: '',
  nowMs: 1763700000000,
  usedDefault: undefined,
  answer: true,
  requests: [],
  listened: [],
  waits: [],
  lines: [],
  describe: () => undefined,
  onTimeUp: () => undefined,
};

/** The parameters in the address of the page. */
export const query: Record<string, string> = {};

/** The cookies of the browser. */
export const cookies: Record<string, string> = {};

/** How the tag wrote its cookie last. */
export const written: { options: object | undefined; maxAge: number } = { options: undefined, maxAge: 0 };

/** What Google Analytics has stored. */
export const analytics: {
  client_id?: string;
  sessions: { measurement_id: string; session_id: string; session_number: number }[];
} = {
  client_id: '1234567890.1700000000',
  sessions: [{ measurement_id: 'G-SHOP', session_id: '1763690000', session_number: 3 }],
};

/** What the visitor has denied. */
export const denied: ConsentType[] = [];

const memory: Record<string, unknown> = {};

const listeners: { type: ConsentType; listener: (type: ConsentType, isGranted: boolean) => void }[] = [];

mock('getUrl', (component) => {
  const parts: Record<string, string> = {
    host: page.host,
    path: page.path,
    protocol: page.protocol,
    query: Object.entries(query)
      .map((entry) => entry[0] + '=' + entry[1])
      .join('&'),
  };
  return parts[component || ''] || '';
});
mock('getQueryParameters', (key) => query[key]);
mock('getReferrerUrl', (component) => (component === 'host' ? page.referrer : ''));
mock('getTimestampMillis', () => page.nowMs);
mock('getContainerVersion', {
  containerId: 'GTM-SHOP',
  debugMode: false,
  environmentName: '',
  environmentMode: false,
  previewMode: false,
  version: '1',
});
mock('queryPermission', true);
mock('isConsentGranted', (type) => denied.indexOf(type) === -1);
mock('copyFromWindow', (path) => (path === 'google_tag_data.ics.usedDefault' ? page.usedDefault : undefined));
mock('callLater', (callback) => callback());
mock('logToConsole', (line: string) => {
  page.lines.push(line);
});
mock('addConsentListener', (type, listener) => {
  page.listened.push(type);
  listeners.push({ type: type, listener: listener });
});
mock('getCookieValues', (name) => {
  const value = cookies[name];
  return value === undefined ? [] : [value];
});
mock('setCookie', (name, value, options) => {
  written.options = options;
  written.maxAge = options['max-age'] || 0;
  if (value === '') {
    Object.delete(cookies, name);
  } else {
    cookies[name] = value;
  }
});
mock('readAnalyticsStorage', () => analytics);
mockObject('templateStorage', {
  getItem: (key) => memory[key],
  setItem: (key, value) => {
    memory[key] = value;
  },
});
mock('injectScript', (_url, onSuccess) => onSuccess());
mock('callInWindow', (path: string, first: never, second: never) => {
  if (path === 'tilltag.after') {
    return wait(first, second);
  }
  assertThat(path).isEqualTo('tilltag.links');
  return watch(first, second);
});

function watch(request: LinkRequest, describe: DescribeClick): true | undefined {
  page.requests.push(request);
  page.describe = describe;
  return page.answer;
}

function wait(milliseconds: number, onTimeUp: () => void): true {
  page.waits.push(milliseconds);
  page.onTimeUp = onTimeUp;
  return true;
}

/** Runs the tag on the page as it is. */
export function view(): void {
  runCode<Data>(data);
}

/** Another page of the same browser, so many minutes later: nothing but the cookies is left. */
export function openPage(path: string, parameters: Record<string, string>, referrer: string, minutes: number): void {
  Object.keys(query).forEach((key) => {
    Object.delete(query, key);
  });
  Object.entries(parameters).forEach((entry) => {
    query[entry[0]] = entry[1];
  });
  Object.keys(memory).forEach((key) => {
    Object.delete(memory, key);
  });
  listeners.splice(0, listeners.length);
  page.path = path;
  page.referrer = referrer;
  page.nowMs += minutes * 60000;
  view();
}

/** The first page of a visitor from the newsletter. */
export function openLetter(): void {
  openPage('/', { utm_source: 'letter', utm_medium: 'email', utm_campaign: 'autumn' }, '', 0);
}

export const clickId = 'AbCdEfGhIjKlMnOpQrStUg';

/** What the tag says when a payment link is clicked now. */
export function click(): ClickDescription {
  const description = page.describe(clickId, 'click');
  assertThat(description).isDefined();
  return description || { reference: '', report: { property_id: '', click_id: '', clicked_at: 0, consent: unset } };
}

/** The click id of Google Ads in the passport behind the letter of its parameter; empty where it has none. */
export function googleClick(): string {
  return click().reference.slice(54);
}

const unset = {
  ad_storage: 'unset',
  analytics_storage: 'unset',
  ad_user_data: 'unset',
  ad_personalization: 'unset',
} as const;

/** The visitor changes what is granted. */
export function decide(type: ConsentType, isGranted: boolean): void {
  const at = denied.indexOf(type);
  if (isGranted && at > -1) {
    denied.splice(at, 1);
  } else if (!isGranted && at === -1) {
    denied.push(type);
  }
  listeners.forEach((one) => {
    if (one.type === type) {
      one.listener(type, isGranted);
    }
  });
}

/** The campaigns of first touch, last touch and visit, as a click tells them now. */
export function sources(): (string | undefined)[] {
  const report = click().report;
  return [report.first, report.last, report.visit].map((touch) => touch && touch.parameters['utm_source']);
}

/** The tag ended once and well, and its last line in the console has these words. */
export function expectSuccess(words: string): void {
  assertThat(page.lines[page.lines.length - 1]).contains(words);
  assertApi('gtmOnSuccess').wasCalled();
  assertApi('gtmOnFailure').wasNotCalled();
}

/** The tag ended once and failed, and its last line in the console has these words. */
export function expectFailure(words: string): void {
  assertThat(page.lines[page.lines.length - 1]).contains(words);
  assertApi('gtmOnFailure').wasCalled();
  assertApi('gtmOnSuccess').wasNotCalled();
}
