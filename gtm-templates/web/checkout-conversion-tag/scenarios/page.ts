// The page, the visitor and the Tilltag function, played; and what the tag did there.
import { assertApi, assertThat, mock, runCode } from 'sandbox:test';
import { type ConsentType, Object } from 'sandbox:web';
import type {
  LookupRequest,
  LookupResult,
  PushOutcome,
  PushRequest,
} from '../../../../functions/contract/loader-protocol.ts';
import type { Data } from '../form.ts';
import { checkout, data } from './checkout.ts';

interface Page {
  readonly scripts: string[];
  readonly asked: LookupRequest[];
  /** The milliseconds for which the tag waited for consent. */
  readonly waits: number[];
  readonly listened: ConsentType[];
  readonly dataLayers: string[];
  readonly pushed: object[];
  /** Session ids that were taken out of the address. */
  readonly stripped: string[];
  /** In the console. */
  readonly lines: string[];
  nowMs: number;
  /** Whether the site says anything of consent. */
  usesConsentMode: boolean;
  /** How the page takes a push; undefined where its own script breaks it. */
  outcome: PushOutcome | undefined;
  onResult: (result: LookupResult) => void;
  onTimeUp: () => void;
  onConsentChange: (type: ConsentType, isGranted: boolean) => void;
}

/** What the tag did here, how the page takes a push, and what the page calls later. */
export const page: Page = {
  scripts: [],
  asked: [],
  waits: [],
  listened: [],
  dataLayers: [],
  pushed: [],
  stripped: [],
  lines: [],
  nowMs: 0,
  usesConsentMode: false,
  outcome: 'pushed',
  onResult: () => undefined,
  onTimeUp: () => undefined,
  onConsentChange: () => undefined,
};

/** The parameters in the address of the page. */
export const query: Record<string, string> = {};

/** The cookies of the browser. */
export const cookies: Record<string, string> = {};

/** What Google Analytics has stored: nothing, as on the first page of a visit. */
export const analytics: {
  client_id?: string;
  sessions: { measurement_id: string; session_id: string; session_number: number }[];
} = { sessions: [] };

/** What the visitor has denied. */
export const denied: ConsentType[] = [];

/** What the container says of itself. */
export const container = {
  containerId: 'GTM-SHOP',
  debugMode: false,
  environmentName: '',
  environmentMode: false,
  previewMode: false,
  version: '1',
};

mock('getUrl', (component) => (component === 'host' ? 'shop.example.com' : ''));
mock('getQueryParameters', (key) => query[key]);
mock('getCookieValues', (name) => {
  const value = cookies[name];
  return value === undefined ? [] : [value];
});
mock('readAnalyticsStorage', () => analytics);
mock('getTimestampMillis', () => page.nowMs);
mock('getContainerVersion', () => container);
mock('queryPermission', true);
mock('isConsentGranted', (type) => denied.indexOf(type) === -1);
mock('copyFromWindow', (path) => path === 'google_tag_data.ics.usedDefault' && page.usesConsentMode);
mock('callLater', (callback) => callback());
mock('logToConsole', (line: string) => {
  page.lines.push(line);
});
mock('addConsentListener', (type, listener) => {
  page.listened.push(type);
  page.onConsentChange = listener;
});
mock('injectScript', (url, onSuccess) => {
  page.scripts.push(url);
  onSuccess();
});
// The path says what the other two are.
mock('callInWindow', (path: string, request: never, callback: never) => {
  if (path === 'tilltag.lookup') {
    return lookUp(request, callback);
  }
  if (path === 'tilltag.after') {
    return wait(request, callback);
  }
  if (path === 'tilltag.push') {
    return push(request, callback);
  }
  assertThat(path).isEqualTo('tilltag.strip');
  return page.stripped.push(request);
});

function lookUp(request: LookupRequest, onResult: (result: LookupResult) => void): boolean {
  page.asked.push(request);
  page.onResult = onResult;
  return true;
}

function wait(milliseconds: number, onTimeUp: () => void): boolean {
  page.waits.push(milliseconds);
  page.onTimeUp = onTimeUp;
  return true;
}

function push(request: PushRequest, onSettled: () => void): PushOutcome | undefined {
  if (page.outcome === 'pushed') {
    page.dataLayers.push(request.dataLayer);
    request.messages.forEach((message) => {
      page.pushed.push(message);
    });
    onSettled();
  }
  return page.outcome;
}

/** Runs the tag until it waits for consent or for the answer. */
export function startVisit(): void {
  page.onTimeUp = () => undefined;
  page.onResult = () => undefined;
  runCode<Data>(data);
}

/** Runs the tag, and gives it this result where it asks. */
export function visitWith(result: LookupResult): void {
  startVisit();
  page.onTimeUp();
  page.onResult(result);
}

/** Runs the tag where all goes well. */
export function visit(): void {
  visitWith({ ok: true, answer: checkout });
}

/** Runs the tag where the function answers with an error. */
export function visitWithError(code: string): void {
  visitWith({ ok: false, reason: 'error', code: code, message: 'words of the function', status: 400 });
}

/** What the last message in the data layer has under this key. */
export function eventValue(key: string): unknown {
  const entries = Object.entries(page.pushed[page.pushed.length - 1] || {});
  const found = entries.filter((entry) => entry[0] === key)[0];
  return found && found[1];
}

/** The tag ended once and well, and its one line in the console is this. */
export function expectSuccess(sentence: string): void {
  assertThat(page.lines).isEqualTo(['Tilltag: ' + sentence]);
  assertApi('gtmOnSuccess').wasCalled();
  assertApi('gtmOnFailure').wasNotCalled();
}

/** The tag ended once and failed, and its one line in the console has these words. Nothing was pushed. */
export function expectFailure(words: string): void {
  assertThat(page.lines).hasLength(1);
  assertThat(page.lines[0]).contains(words);
  assertApi('gtmOnFailure').wasCalled();
  assertApi('gtmOnSuccess').wasNotCalled();
  assertThat(page.pushed).isEmpty();
}
