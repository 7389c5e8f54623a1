// A page without a browser for tests in Node: its clock, scripts, cookies and globals stand still until a test moves them.
//
// It proves what a template asks of a page and in which order. Only a real browser proves that the page obeys:
// loading, Content-Security-Policy, CORS, cookie rules and storage limits are not modelled here.
import { createHash } from 'node:crypto';
import { createFakeClock, createRandom, type FakeClock } from '../sandbox/fake-clock.ts';
import type { PageClick, WebPage } from './web-page.ts';

/** One resource a template asked the page to load; a test says how it ends. */
export interface FakeLoad {
  readonly url: string;
  /** The resource arrives: what waits for it is called. */
  load(): void;
  /** The resource does not arrive (blocked, offline, refused). */
  fail(): void;
}

/** What a test may choose; everything has a plain default. */
export interface FakePageOptions {
  readonly href?: string;
  readonly referrer?: string;
  readonly title?: string;
  /** Cookie names and their raw values. */
  readonly cookies?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 at the start. */
  readonly nowMs?: number;
  /** A clock that someone else moves; one of its own, unless given. */
  readonly clock?: FakeClock;
  /** Numbers from 0 up to 1, used in turn; the last one repeats. */
  readonly randoms?: readonly number[];
  /** `false`: the browser refuses local storage. */
  readonly hasStorage?: boolean;
  /** `false`: no SubtleCrypto, as on plain http. */
  readonly hasCrypto?: boolean;
  /** Called for each injected script, for tests that let a script load or fail by itself. */
  readonly onScript?: (script: FakeLoad) => void;
}

/** A page under a test's control. */
export interface FakePage extends WebPage {
  /** The page's globals; put functions and values here. */
  readonly window: Record<string, unknown>;
  /** Every script, pixel and frame a template asked for, in order. */
  readonly scripts: FakeLoad[];
  readonly pixels: FakeLoad[];
  readonly frames: FakeLoad[];
  readonly beacons: string[];
  /** Markup that was added to the page; its scripts do not run here. */
  readonly insertedHtml: string[];
  /** What was printed, one list of values per call. */
  readonly printed: (readonly unknown[])[];
  readonly storage: Map<string, string>;
  readonly cookieJar: Map<string, string>;
  /** The lines that set cookies, with their attributes. */
  readonly cookieLines: string[];
  /** Moves to another address, as a single-page application does by `pushState`. */
  navigate(href: string): void;
  /** The document is there, or everything has loaded. */
  reach(state: 'ready' | 'loaded'): void;
  /** The visitor clicks. */
  click(click: PageClick): void;
  /** Lets `ms` pass and runs every timer that falls due, in order of time. */
  advance(ms: number): void;
  /** Runs what is due now, and what that makes due, without letting time pass. */
  settle(): void;
}

function recorder(loads: FakeLoad[], onNew?: (load: FakeLoad) => void) {
  return (url: string, onLoad: () => void, onError: () => void = () => undefined): void => {
    const load: FakeLoad = { url, load: onLoad, fail: onError };
    loads.push(load);
    onNew?.(load);
  };
}

function cookieStore(initial: Readonly<Record<string, string>>) {
  const cookieJar = new Map(Object.entries(initial));
  const cookieLines: string[] = [];
  return {
    cookieJar,
    cookieLines,
    cookies: () => [...cookieJar].map(([name, value]) => `${name}=${value}`).join('; '),
    writeCookie: (line: string) => {
      cookieLines.push(line);
      const [pair = '', ...attributes] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      const isRemoval = attributes.some((attribute) => /^\s*max-age=(0|-\d+)\s*$/i.test(attribute));
      if (isRemoval) {
        cookieJar.delete(name.trim());
      } else {
        cookieJar.set(name.trim(), value.join('=').trim());
      }
    },
  };
}

/** What happens on a page only when the test says so. */
function createHappenings() {
  const waiting: Record<'ready' | 'loaded', (() => void)[]> = { ready: [], loaded: [] };
  const clickListeners: ((click: PageClick) => void)[] = [];
  return {
    whenReady: (listener: () => void) => {
      waiting.ready.push(listener);
    },
    whenLoaded: (listener: () => void) => {
      waiting.loaded.push(listener);
    },
    reach: (state: 'ready' | 'loaded') => {
      for (const listener of waiting[state].splice(0)) {
        listener();
      }
    },
    onClick: (listener: (click: PageClick) => void) => {
      clickListeners.push(listener);
    },
    click: (click: PageClick) => {
      for (const listener of clickListeners) {
        listener(click);
      }
    },
  };
}

function mapStorage(storage: Map<string, string>) {
  return {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => {
      storage.set(key, value);
    },
    removeItem: (key: string) => {
      storage.delete(key);
    },
  };
}

/** A fresh page; nothing moves until the test calls `settle`, `advance`, or a load's `load` and `fail`. */
export function createFakePage(options: FakePageOptions = {}): FakePage {
  let href = options.href ?? 'https://shop.example.test/thank-you';
  const clock = options.clock ?? createFakeClock(options.nowMs);
  const window: Record<string, unknown> = {};
  const storage = new Map<string, string>();
  const scripts: FakeLoad[] = [];
  const pixels: FakeLoad[] = [];
  const frames: FakeLoad[] = [];
  const beacons: string[] = [];
  const printed: (readonly unknown[])[] = [];
  const insertedHtml: string[] = [];
  const historyListeners: ((source: string, oldUrl: string, newUrl: string) => void)[] = [];

  return {
    ...cookieStore(options.cookies ?? {}),
    ...createHappenings(),
    now: clock.now,
    schedule: clock.schedule,
    advance: clock.advance,
    settle: () => clock.advance(0),
    window,
    globals: window,
    scripts,
    pixels,
    frames,
    beacons,
    printed,
    storage,
    href: () => href,
    navigate: (to) => {
      const from = href;
      href = to;
      for (const listener of historyListeners) {
        listener('pushState', from, to);
      }
    },
    onHistoryChange: (listener) => {
      historyListeners.push(listener);
    },
    insertedHtml,
    insertHtml: (html, onDone) => {
      insertedHtml.push(html);
      onDone();
    },
    referrer: () => options.referrer ?? '',
    title: () => options.title ?? 'Thank you',
    characterSet: () => 'UTF-8',
    localStorage: () => (options.hasStorage === false ? undefined : mapStorage(storage)),
    loadScript: recorder(scripts, options.onScript),
    loadPixel: recorder(pixels),
    loadFrame: recorder(frames),
    sendBeacon: (url) => {
      beacons.push(url);
    },
    random: createRandom(options.randoms),
    digestSha256: (text, onDigest, onError) => {
      const digest = new Uint8Array(createHash('sha256').update(text, 'utf8').digest());
      clock.schedule(() => (options.hasCrypto === false ? onError() : onDigest(digest)), 0);
    },
    log: (values) => {
      printed.push(values);
    },
  };
}
