// Runs on the thank-you page before its container: listens in on data layer and lookup, and keeps the report up to date.
import type { SimulatedContainer } from '../../../simulator/container/start-container.ts';
import type { Conversion } from '../../google/conversions.ts';
import { renderJourney } from './journey-view.ts';
import { isKeptOut, type ObservedHit, type ObservedLookup, type PageRecords } from './page-records.ts';
import { summarize } from './summarize.ts';

/** What the collector lists. */
interface Listing {
  hits: ObservedHit[];
  conversions: Conversion[];
}

interface JourneyElement {
  innerHTML: string;
  dataset: { collector?: string; stripe?: string };
}

// Only what is used of the browser is declared: the rest of this folder runs in Node, without the types of a page.
declare const window: {
  dataLayer?: unknown;
  simulatedContainer?: SimulatedContainer;
  fetch: typeof fetch;
  location: { search: string };
};
declare const document: {
  getElementById: (id: string) => JourneyElement | null;
  addEventListener: (event: 'DOMContentLoaded', listener: () => void) => void;
};

const pauseMs = 300;
/** Tags may take seconds to time out; after this the page is as it will be, unless a payment is still on its way. */
const watchMs = 20_000;
/** A person goes and lets a debit arrive. */
const pendingMs = 15 * 60_000;

const sessionId = new URLSearchParams(window.location.search).get('session_id') ?? undefined;
let lookup: ObservedLookup | undefined;
let hits: ObservedHit[] = [];

const plainFetch = window.fetch.bind(window);
window.fetch = async (input, init) => {
  const response = await plainFetch(input, init);
  const url = String(input);
  if (url.includes('/checkout/sessions.json')) {
    void rememberLookup(url, response.clone());
  }
  return response;
};

async function rememberLookup(url: string, response: Response): Promise<void> {
  const answer: unknown = await response.json().catch(() => 'no JSON');
  lookup = { url, status: response.status, answer };
}

function readRecords(): PageRecords {
  const container = window.simulatedContainer;
  return {
    sessionId,
    lookup,
    pushes: (Array.isArray(window.dataLayer) ? window.dataLayer : []).flatMap(toPush),
    tags: [...(container?.tags ?? [])],
    hits,
    consoleLines: [...(container?.consoleLines ?? []), ...(container?.problems ?? [])],
  };
}

/** A copy without callbacks; nothing for gtag commands and the container's own messages. */
function toPush(message: unknown): Record<string, unknown>[] {
  if (
    typeof message !== 'object' ||
    message === null ||
    Object.prototype.toString.call(message) !== '[object Object]'
  ) {
    return [];
  }
  const entries = Object.entries(message).filter(
    ([name, value]) => typeof value !== 'function' && name !== 'eventTimeout',
  );
  const copy = Object.fromEntries(entries);
  return String(copy['event']).startsWith('gtm.') ? [] : [copy];
}

async function readHits(collectorUrl: string): Promise<ObservedHit[]> {
  // Every page view lacks a transaction, and none of them belongs to a page without a session.
  if (sessionId === undefined) {
    return [];
  }
  try {
    const response = await plainFetch(`${collectorUrl}/hits.json`);
    const { hits: sent, conversions }: Listing = Object(await response.json());
    const fromPages = sent.filter(
      ({ sentBy, parameters }) => sentBy === 'page' && parameters['transaction_id'] === sessionId,
    );
    const fromServers = conversions.filter((one) => one.sentBy === 'server' && one.transactionId === sessionId);
    return [...fromPages, ...fromServers.map(toObservedHit)];
  } catch {
    return [];
  }
}

function toObservedHit({ eventName, currency, items, transactionId, value }: Conversion): ObservedHit {
  return {
    sentBy: 'server',
    eventName,
    items,
    parameters: { transaction_id: transactionId, ...(value !== undefined && { value }) },
    ...(currency !== undefined && { currency }),
  };
}

async function watch(element: JourneyElement): Promise<void> {
  const startMs = Date.now();
  let shown = '';
  while (Date.now() - startMs < (isPending() ? pendingMs : watchMs)) {
    hits = await readHits(element.dataset.collector ?? '');
    const { markup } = renderJourney(readRecords(), element.dataset.stripe ?? '');
    // Unchanged markup is left alone, so that a screen reader says everything once and an opened part stays open.
    if (markup !== shown) {
      element.innerHTML = markup;
      shown = markup;
    }
    if (isFinal()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

function isPending(): boolean {
  return summarize(readRecords()).kind === 'pending';
}

function isFinal(): boolean {
  const records = readRecords();
  const { kind } = summarize(records);
  if (records.tags.some(({ status }) => status === 'running')) {
    return false;
  }
  return (
    ['silent', 'already', 'server', 'failed'].includes(kind) ||
    (kind === 'pushed' && (hits.length > 0 || isKeptOut(records)))
  );
}

document.addEventListener('DOMContentLoaded', () => {
  const element = document.getElementById('journey');
  if (element !== null) {
    void watch(element);
  }
});
