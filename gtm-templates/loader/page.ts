// The part of a browser window that the loader touches, and nothing more; a window fits it, and so does a test's own object.

interface PageResponse {
  ok: boolean;
  status: number;
  json(): Promise<unknown>;
}

interface PageFetchOptions {
  method?: string;
  body?: string;
  credentials: 'omit';
  keepalive?: boolean;
  referrerPolicy?: 'strict-origin';
  signal?: AbortSignal;
}

/** What a `securitypolicyviolation` event tells. */
export interface PolicyViolation {
  blockedURI: string;
  disposition: string;
  effectiveDirective: string;
}

type ListenForViolation = (type: 'securitypolicyviolation', listener: (violation: PolicyViolation) => void) => void;

/** A click on anything; the targets are in it from the innermost to the window. */
export interface PageClick {
  /** 0 is the main button or a key, 1 the middle one. */
  button: number;
  composedPath(): PageTarget[];
}

/** What a click can hit. Links have an address; one that is drawn, as SVG, has an object in its place. */
interface PageTarget {
  localName: string;
  href: string;
}

/** A form that is about to be sent; what it sends can still be changed. */
export interface PageFormData {
  target: { action: string; method: string };
  formData: { has(name: string): boolean; append(name: string, value: string): void };
}

interface PageElement {
  setAttribute(name: string, value: string): void;
}

/** A browser window, reduced to what the loader needs. */
export interface Page {
  fetch(url: string, options: PageFetchOptions): Promise<PageResponse>;
  AbortController: new () => { signal: AbortSignal; abort(): void };
  setTimeout(callback: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
  addEventListener(type: string, listener: (event: PageClick & PageFormData) => void, isCapture?: boolean): void;
  document: {
    addEventListener: ListenForViolation;
    removeEventListener: ListenForViolation;
    baseURI: string;
    querySelectorAll(selector: string): Iterable<PageElement>;
  };
  MutationObserver: new (
    callback: () => void,
  ) => { observe(root: object, options: { childList: true; subtree: true }): void; disconnect(): void };
  open(...args: string[]): unknown;
  crypto: { getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array };
  sessionStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
  navigator: { sendBeacon(url: string, body: string): boolean };
  location: { pathname: string; search: string; hash: string };
  history: { state: unknown };
  History: { prototype: { replaceState(this: unknown, state: unknown, unused: string, url: string): void } };
}
