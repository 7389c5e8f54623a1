// A real browser window as a page for the simulated container.
import type { WebPage } from '../web/web-page.ts';
import { findNonce, insertHtml } from './insert-html.ts';
import { onClick, onHistoryChange } from './page-events.ts';

/** Adds a script as GTM does: asynchronous, before the first one, with the page's nonce. */
function loadScript(document: Document, url: string, onLoad: () => void, onError: () => void): void {
  const script = document.createElement('script');
  script.async = true;
  script.src = url;
  const nonce = findNonce(document);
  if (nonce) {
    script.nonce = nonce;
  }
  script.addEventListener('load', onLoad);
  script.addEventListener('error', onError);
  const first = document.querySelector('script');
  if (first?.parentNode) {
    first.parentNode.insertBefore(script, first);
  } else {
    document.head.append(script);
  }
}

function readStorage(window: Window): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

function digestSha256(crypto: Crypto, text: string, onDigest: (bytes: Uint8Array) => void, onError: () => void): void {
  // Absent on plain http, whatever the type says.
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (!subtle) {
    setTimeout(onError, 0);
    return;
  }
  subtle.digest('SHA-256', new TextEncoder().encode(text)).then((digest) => onDigest(new Uint8Array(digest)), onError);
}

/** The page of this window. */
export function createRealPage(window: Window): WebPage {
  const { document, navigator, crypto } = window;
  return {
    globals: window,
    document,
    href: () => window.location.href,
    referrer: () => document.referrer,
    title: () => document.title,
    characterSet: () => document.characterSet,
    cookies: () => document.cookie,
    writeCookie: (line) => {
      document.cookie = line;
    },
    localStorage: () => readStorage(window),
    loadScript: (url, onLoad, onError) => loadScript(document, url, onLoad, onError),
    loadPixel: (url, onLoad, onError) => {
      const image = document.createElement('img');
      image.addEventListener('load', onLoad);
      image.addEventListener('error', onError);
      image.src = url;
    },
    loadFrame: (url, onLoad) => {
      const frame = document.createElement('iframe');
      frame.hidden = true;
      frame.addEventListener('load', onLoad);
      frame.src = url;
      document.body.append(frame);
    },
    insertHtml: (html, onDone, onError) => insertHtml(document, html, onDone, onError),
    whenReady: (listener) => {
      if (document.readyState === 'loading') {
        document.addEventListener('DOMContentLoaded', () => listener(), { once: true });
      } else {
        window.setTimeout(listener, 0);
      }
    },
    whenLoaded: (listener) => {
      if (document.readyState === 'complete') {
        window.setTimeout(listener, 0);
      } else {
        window.addEventListener('load', () => listener(), { once: true });
      }
    },
    onClick: (listener) => onClick(document, listener),
    onHistoryChange: (listener) => onHistoryChange(window, listener),
    sendBeacon: (url) => {
      if (!navigator.sendBeacon(url)) {
        fetch(url, { method: 'POST', mode: 'no-cors', keepalive: true }).catch(() => undefined);
      }
    },
    schedule: (callback, delayMs) => {
      window.setTimeout(callback, delayMs);
    },
    now: () => Date.now(),
    random: () => Math.random(),
    digestSha256: (text, onDigest, onError) => digestSha256(crypto, text, onDigest, onError),
    log: (values) => console.log(...values),
  };
}
