// A window for the loader's tests: its network, clock and storage are in the test's hands.
// It proves what the loader does with a browser's answers; that browsers answer so is proved in real Chromium.
import type { Page, PolicyViolation } from '../../../gtm-templates/loader/page.ts';
import { type FakeElement, selectElements } from './fake-element.ts';

type Response = Awaited<ReturnType<Page['fetch']>>;

type EventListener = Parameters<Page['addEventListener']>[1];
type PageEvent = Parameters<EventListener>[0];

/** What the network does with one request. `hang` answers only to the abort. */
export type Reply = { status: number; body: unknown } | 'fail' | 'hang' | 'no_json' | { violation: PolicyViolation };

/** One request as the network saw it. */
export interface SeenRequest {
  url: URL;
  options: Parameters<Page['fetch']>[1];
}

/** A page and everything a test wants to know of it. */
export interface FakeWindow extends Page {
  requests: SeenRequest[];
  beacons: { url: string; body: unknown }[];
  /** Whether beacons are taken. */
  takesBeacons: boolean;
  stored: Map<string, string>;
  /** Whether storage throws, as it does in a sandboxed frame. */
  forbidsStorage: boolean;
  addresses: string[];
  dataLayer?: unknown;
  /** The arguments of every window that was opened. */
  opened: string[][];
  /** Those of the document, without what is in their shadows. */
  elements: FakeElement[];
  /** Runs every timer that is due within the next so many milliseconds, and what follows from it. */
  pass(milliseconds: number): Promise<void>;
  dispatch(type: string, event: PageEvent): void;
  hide(): void;
  /** Changes the document, for those who observe it. */
  mutate(): void;
  /** How many listen for violations of the Content-Security-Policy. */
  listeners(): number;
  reload(): FakeWindow;
}

/** No two windows draw the same, so that an equal claim is a remembered one. */
let randomBytes = 0;

interface Timer {
  at: number;
  run(): void;
}

/** A window at this address, whose network gives these replies in turn; the last one again and again. */
export function createFakeWindow(
  replies: Reply[] = [],
  href = 'https://shop.example.com/thanks',
  stored = new Map<string, string>(),
): FakeWindow {
  const timers = new Map<number, Timer>();
  const violationListeners = new Set<(violation: PolicyViolation) => void>();
  const listeners: { type: string; listener: EventListener }[] = [];
  const observers = new Set<() => void>();
  const location = new URL(href);
  let nowMs = 0;
  let lastTimer = 0;

  const page: FakeWindow = {
    requests: [],
    beacons: [],
    takesBeacons: true,
    stored,
    forbidsStorage: false,
    addresses: [],
    opened: [],
    elements: [],
    AbortController,
    location,
    history: { state: { of: 'router' } },
    History: {
      prototype: {
        replaceState(this: unknown, state, _unused, url) {
          page.addresses.push(`${this === page.history && state === page.history.state} ${url}`);
          location.href = new URL(url, location).href;
        },
      },
    },
    fetch: (url, options) => {
      page.requests.push({ url: new URL(url), options });
      return reply(replies.length > 1 ? replies.shift() : replies[0], options.signal);
    },
    setTimeout: (run, delayMs) => {
      lastTimer += 1;
      timers.set(lastTimer, { at: nowMs + delayMs, run });
      return lastTimer;
    },
    clearTimeout: (timer) => {
      timers.delete(timer);
    },
    addEventListener: (type, listener) => {
      listeners.push({ type, listener });
    },
    open: (...args) => {
      page.opened.push(args);
      return page;
    },
    MutationObserver: class {
      readonly #callback: () => void;
      constructor(callback: () => void) {
        this.#callback = callback;
      }
      observe(): void {
        observers.add(this.#callback);
      }
      disconnect(): void {
        observers.delete(this.#callback);
      }
    },
    document: {
      addEventListener: (_type, listener, { signal }) => {
        violationListeners.add(listener);
        signal.addEventListener('abort', () => violationListeners.delete(listener));
      },
      baseURI: href,
      querySelectorAll: (selector) => selectElements(page.elements, selector),
    },
    crypto: {
      getRandomValues: (bytes) => {
        randomBytes += 1;
        return bytes.fill(randomBytes % 256);
      },
    },
    sessionStorage: {
      getItem: (key) => {
        refuseStorage();
        return stored.get(key) ?? null;
      },
      setItem: (key, value) => {
        refuseStorage();
        stored.set(key, value);
      },
    },
    navigator: {
      sendBeacon: (url, body) => {
        if (page.takesBeacons) {
          page.beacons.push({ url, body: JSON.parse(body) });
        }
        return page.takesBeacons;
      },
    },
    pass: async (milliseconds) => {
      const until = nowMs + milliseconds;
      await settleMicrotasks();
      for (let next = findDue(until); next; next = findDue(until)) {
        nowMs = next.at;
        next.run();
        await settleMicrotasks();
      }
      nowMs = until;
    },
    dispatch: (type, event) => {
      for (const { listener } of listeners.filter((known) => known.type === type)) listener(event);
    },
    hide: () => page.dispatch('pagehide', createEvent({})),
    mutate: () => {
      for (const callback of observers) callback();
    },
    listeners: () => violationListeners.size,
    reload: () => createFakeWindow(replies, location.href, stored),
  };
  return page;

  function refuseStorage(): void {
    if (page.forbidsStorage) {
      throw new Error('The operation is insecure.');
    }
  }

  function findDue(until: number): Timer | undefined {
    const due = [...timers].filter(([, timer]) => timer.at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
    if (due) {
      timers.delete(due[0]);
    }
    return due?.[1];
  }

  function reply(next: Reply | undefined, signal: AbortSignal | undefined): Promise<Response> {
    if (next === 'hang') {
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('The operation was aborted.')));
      });
    }
    if (next === undefined || next === 'fail') {
      return Promise.reject(new TypeError('Failed to fetch'));
    }
    if (next === 'no_json') {
      return Promise.resolve({
        ok: true,
        status: 200,
        json: () => Promise.reject(new SyntaxError('Unexpected token')),
      });
    }
    if ('violation' in next) {
      // Browsers send the event after the request has failed.
      page.setTimeout(() => {
        for (const listener of violationListeners) {
          listener(next.violation);
        }
      }, 1);
      return Promise.reject(new TypeError('Failed to fetch'));
    }
    const { status, body } = next;
    return Promise.resolve({ ok: status < 300, status, json: () => Promise.resolve(structuredClone(body)) });
  }
}

/** An event of any kind, with what a test needs of it. */
export function createEvent(change: Partial<PageEvent>): PageEvent {
  return {
    button: 0,
    composedPath: () => [],
    target: { action: '', method: 'get' },
    submitter: null,
    formData: new FormData(),
    ...change,
  };
}

async function settleMicrotasks(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}
