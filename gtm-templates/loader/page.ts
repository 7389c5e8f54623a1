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

/** A browser window, reduced to what the loader needs. */
export interface Page {
  fetch(url: string, options: PageFetchOptions): Promise<PageResponse>;
  AbortController: new () => { signal: AbortSignal; abort(): void };
  setTimeout(callback: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
  addEventListener(type: 'pagehide', listener: () => void): void;
  document: { addEventListener: ListenForViolation; removeEventListener: ListenForViolation };
  crypto: { getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array };
  sessionStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
  navigator: { sendBeacon(url: string, body: string): boolean };
  location: { pathname: string; search: string; hash: string };
  history: { state: unknown };
  History: { prototype: { replaceState(this: unknown, state: unknown, unused: string, url: string): void } };
}
