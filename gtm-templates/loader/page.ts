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

/** A click on anything, or a form that is about to be sent. */
export interface PageEvent {
  /** 0 is the main button or a key, 1 the middle one. */
  button: number;
  /** What was hit, from the innermost to the window. */
  composedPath(): PageTarget[];
  target: PageForm;
  /** The button that sends the form; a script may do without. */
  submitter: PageSender | null;
  /** What the form sends; it can still be changed. */
  formData: { has(name: string): boolean; append(name: string, value: string): void };
}

/** What a click can hit. Links have an address; one that is drawn, as SVG, has an object in its place. */
interface PageTarget {
  localName: string;
  href: string;
}

/** A form, by where it leads. */
interface PageForm {
  action: string;
  method: string;
}

/** A button of a form, which reads as leading to this page where it names no place. */
export interface PageSender {
  formAction: string;
  hasAttribute(name: string): boolean;
}

/** A document, or what an element keeps in its shadow. */
export interface PageRoot {
  querySelectorAll(selector: string): Iterable<PageElement> & { forEach(use: (element: PageElement) => void): void };
}

/** Any element of a page. */
export interface PageElement {
  shadowRoot: PageRoot | null;
  setAttribute(name: string, value: string): void;
}

/** A browser window, reduced to what the loader needs. */
export interface Page {
  fetch(url: string, options: PageFetchOptions): Promise<PageResponse>;
  AbortController: new () => { signal: AbortSignal; abort(): void };
  setTimeout(callback: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
  addEventListener(type: string, listener: (event: PageEvent) => void, isCapture?: boolean): void;
  document: {
    addEventListener(
      type: 'securitypolicyviolation',
      listener: (violation: PolicyViolation) => void,
      options: { signal: AbortSignal },
    ): void;
    baseURI: string;
  } & PageRoot;
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
