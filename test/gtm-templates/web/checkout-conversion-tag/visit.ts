// A visit to a thank-you page: the built tag on a fake page, with the real loader over a fake network.
// It proves what the tag asks, pushes and says; that browsers load and refuse as told here is proved in real Chromium.
import { expect } from 'vitest';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import {
  type SimulatedRun,
  simulateTemplate,
  type TemplateSimulation,
} from '../../../../scripts/simulator/simulate-template.ts';
import { createFakePage, type FakePage } from '../../../../scripts/simulator/web/fake-page.ts';
import { sessionId } from '../../loader/answers.ts';
import { createFakeWindow, type FakeWindow, type Reply } from '../../loader/fake-window.ts';
import { endpoint, readBuiltTpl } from '../built-tpl.ts';

export const propertyId = 'prop_12345678';

/** The thank-you page, without its parameters. */
export const thanks = 'https://shop.example.com/thanks';

/** What differs from an ordinary visit after a paid session. */
export interface VisitOptions {
  fields?: Record<string, unknown>;
  replies?: Reply[];
  consent?: TemplateSimulation['consent'];
  /** The container of another tag on the same page. */
  container?: TemplateSimulation['container'];
  isPreview?: boolean;
  isDebug?: boolean;
  /** The thank-you page's address. */
  href?: string;
  /** How the loader's script ends; `empty` loads without doing anything, as some blockers let it. */
  script?: 'loads' | 'fails' | 'empty' | 'hangs';
  /** An earlier visit whose browser tab this one reloads. */
  reloadOf?: Visit;
  /** Runs after the tag has started and before any time passes. */
  meanwhile?: (visit: Visit) => Promise<void> | void;
}

/** A visit, to look at and to go on with. */
export interface Visit {
  readonly run: SimulatedRun;
  readonly page: FakePage;
  readonly window: FakeWindow;
  /** The messages in the data layer, without what the loader added for itself. */
  pushed(): Record<string, unknown>[];
  /** The last message, the event. */
  event(): Record<string, unknown> | undefined;
  /** The queries of the lookups that went out. */
  queries(): Record<string, string>[];
  /** Lets the loader's script arrive, where it hangs. */
  load(): void;
  /** Lets time pass for tag and loader. */
  pass(milliseconds: number): Promise<void>;
}

const tpl = await readBuiltTpl('checkout-conversion-tag');

/**
 * Visits the page and lets a minute pass. Whatever happens on it, the tag has then called back exactly once, GTM has nothing
 * to forgive, and no console line holds an address or a whole session id; a visit where this does not hold throws.
 */
export async function visit(options: VisitOptions = {}): Promise<Visit> {
  const started = startVisit(options);
  await options.meanwhile?.(started);
  await started.pass(30_000);
  await started.pass(30_000);
  expectProperEnd(started.run);
  return started;
}

/** Throws unless the run ended as every run must. */
export function expectProperEnd(run: SimulatedRun): void {
  expect(run.problems).toEqual([]);
  expect(run.calls.gtmOnSuccess + run.calls.gtmOnFailure).toBe(1);
  expect(run.status).toBe(run.calls.gtmOnSuccess === 1 ? 'succeeded' : 'failed');
  expect(run.consoleTexts().join('\n')).not.toMatch(/@|cs_(live|test)_[A-Za-z0-9]/);
}

/** The one line that the tag printed; a visit with none or several throws. */
export function lineOf({ run }: Visit): string {
  const lines = run.consoleTexts();
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

/** Visits the page and lets no time pass. */
export function startVisit(options: VisitOptions = {}): Visit {
  const href = options.href ?? `${thanks}?session_id=${sessionId}`;
  const window = options.reloadOf ? options.reloadOf.window.reload() : createFakeWindow(options.replies, href);
  const load = (): void => {
    page.window['tilltag'] ??= createTilltag(window);
    page.scripts[0]?.load();
  };
  const endings = {
    loads: load,
    fails: () => page.scripts[0]?.fail(),
    empty: () => page.scripts[0]?.load(),
    hangs: () => undefined,
  };
  const page = createFakePage({ href, onScript: () => endings[options.script ?? 'loads']() });
  const run = runTag(page, options);
  return { ...toVisit(run, page, window), load };
}

/** Runs the tag on a page that is there already. */
export function runTag(page: FakePage, options: VisitOptions): SimulatedRun {
  return simulateTemplate({
    tpl,
    page,
    fields: { propertyId, endpoint, checkoutSessionId: sessionId, ...options.fields },
    ...(options.container ? { container: options.container } : {}),
    ...(options.consent ? { consent: options.consent } : {}),
    ...(options.isPreview === undefined ? {} : { isPreview: options.isPreview }),
    isDebug: options.isDebug,
  });
}

function toVisit(run: SimulatedRun, page: FakePage, window: FakeWindow): Omit<Visit, 'load'> {
  const pushed = (): Record<string, unknown>[] => {
    const messages = Array.isArray(window.dataLayer) ? window.dataLayer : [];
    return messages.map(({ eventCallback: _callback, eventTimeout: _timeout, ...message }) => message);
  };
  return {
    run,
    page,
    window,
    pushed,
    event: () => pushed().at(-1),
    queries: () =>
      window.requests
        .filter(({ options }) => options.method === undefined)
        .map(({ url }) => Object.fromEntries(url.searchParams)),
    pass: async (milliseconds) => {
      page.settle();
      await window.pass(milliseconds);
      page.advance(milliseconds);
      // What tag and loader answered each other in these turns takes no time.
      await window.pass(0);
      page.settle();
      await window.pass(0);
    },
  };
}
