// What a simulated container needs from the page it runs on: the seam between a real browser and a fake page.
import type { Clock } from '../sandbox/sandbox-context.ts';

/** A page's local storage; every method may throw, as a browser's does when storage is blocked or full. */
export interface PageStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What GTM tells of a clicked element, under its own names: `gtm.elementUrl` … */
export type ElementFacts = Readonly<Record<string, unknown>>;

/** A click: on which element, and on which link if it is one or inside one. */
export interface PageClick {
  readonly element: ElementFacts;
  readonly link?: ElementFacts | undefined;
}

/** The page as a container sees it: addresses, cookies, globals, loading, time and chance. */
export interface WebPage extends Clock {
  /** The page's whole address, as it is now. */
  href(): string;
  /** The address the visitor came from; empty when there is none. */
  referrer(): string;
  title(): string;
  characterSet(): string;
  /** All readable cookies, `a=1; b=2`. */
  cookies(): string;
  /** Sets one cookie from a line as `document.cookie` takes it. */
  writeCookie(line: string): void;
  /** `undefined` where the browser refuses storage. */
  localStorage(): PageStorage | undefined;
  /** The global object whose properties templates reach by path. */
  readonly globals: object;
  /** The document, so that paths cannot be walked through it; absent on a fake page. */
  readonly document?: object | undefined;
  loadScript(url: string, onLoad: () => void, onError: () => void): void;
  loadPixel(url: string, onLoad: () => void, onError: () => void): void;
  loadFrame(url: string, onLoad: () => void): void;
  /** Adds markup to the end of the body, as soon as there is one, and runs its scripts one after the other. */
  insertHtml(html: string, onDone: () => void, onError: () => void): void;
  /** Calls back once, when the document is there; in a later turn if it is already. */
  whenReady(listener: () => void): void;
  /** Calls back once, when everything that belongs to the page has loaded; in a later turn if it has already. */
  whenLoaded(listener: () => void): void;
  /** Calls back at each click. */
  onClick(listener: (click: PageClick) => void): void;
  /** Calls back at each change of the address that loads no page: `pushState`, `replaceState`, `popstate`. */
  onHistoryChange(listener: (source: string, oldUrl: string, newUrl: string) => void): void;
  /** Sends a hit that survives leaving the page. */
  sendBeacon(url: string): void;
  /** Digests the text's UTF-8 bytes; fails where the browser offers no SubtleCrypto (plain http). */
  digestSha256(text: string, onDigest: (bytes: Uint8Array) => void, onError: () => void): void;
  /** Prints to the page's console. */
  log(values: readonly unknown[]): void;
}
