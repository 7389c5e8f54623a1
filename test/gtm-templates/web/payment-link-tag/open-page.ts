// A page with the built payment link tag on it, in the simulator, which holds it to its permissions; the loader is played.
// It proves what the tag remembers and tells. That links are decorated with it is proved with the loader, in real Chromium.
import { expect } from 'vitest';
import type { ClickDescription, LinkRequest } from '../../../../functions/contract/loader-protocol.ts';
import {
  type SimulatedRun,
  simulateTemplate,
  type TemplateSimulation,
} from '../../../../scripts/simulator/simulate-template.ts';
import { createFakePage, type FakePage, type FakePageOptions } from '../../../../scripts/simulator/web/fake-page.ts';
import { endpoint, readBuiltTpl } from '../built-tpl.ts';

const tpl = await readBuiltTpl('payment-link-tag');

export const clickId = 'AbCdEfGhIjKlMnOpQrStUg';

const nowMs = 1_763_700_000_000;

/** What differs from an ordinary page. */
export interface Opening extends Pick<FakePageOptions, 'href' | 'referrer' | 'cookies' | 'nowMs'> {
  readonly fields?: Record<string, unknown>;
  readonly consent?: TemplateSimulation['consent'];
}

/** A page on which the tag has run. */
export interface OpenedPage {
  readonly run: SimulatedRun;
  readonly page: FakePage;
  /** What the tag asked of the loader. */
  readonly requests: LinkRequest[];
  /** The value of the tag's cookie. */
  cookie(): string | undefined;
  /** What the tag says at a click, as page code gets it. */
  click(how?: 'click' | 'element'): ClickDescription | undefined;
}

/** Opens the page and runs the tag, which has called back exactly once and done nothing that GTM would refuse. */
export function openPage({ fields, consent, ...options }: Opening = {}): OpenedPage {
  const requests: LinkRequest[] = [];
  let describe: (clickId: string, how: string) => unknown = () => undefined;
  const page = createFakePage({
    href: 'https://shop.example.com/',
    nowMs,
    ...options,
    onScript: (script) => script.load(),
  });
  page.window['tilltag'] = {
    links: (request: LinkRequest, callback: typeof describe) => {
      requests.push(request);
      describe = callback;
      return true;
    },
    after: (delayMs: number, callback: () => void) => {
      page.schedule(callback, delayMs);
      return true;
    },
  };
  const run = simulateTemplate({
    tpl,
    page,
    fields: { propertyId: 'prop_12345678', endpoint, measurementId: 'G-SHOP', ...fields },
    ...(consent ? { consent } : {}),
  });
  expect(run.problems).toEqual([]);
  expect(run.calls.gtmOnSuccess + run.calls.gtmOnFailure).toBe(1);
  return {
    run,
    page,
    requests,
    cookie: () => page.cookieJar.get('_tilltag'),
    click: (how = 'click') => {
      const description = describe(clickId, how);
      expect(run.problems).toEqual([]);
      // The border hands over a copy of what the tag returns, whose type it cannot know.
      return description as ClickDescription | undefined;
    },
  };
}
