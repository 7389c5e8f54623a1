// Decorates the address of a payment link, once for each click.

import { repairUtm } from '../../functions/rules/repair-utm.ts';
import type { Tell } from './links.ts';
import type { Page } from './page.ts';

/**
 * Replaces the address that the holder has under this key by the decorated one, before anything is pushed. Nothing happens where
 * it leads to no payment or the tag is silent. Throws where it is no address.
 */
export type Decorate = <Key extends string | number>(holder: { [key in Key]: string }, key: Key) => void;

/** Decorates for one property. What was added by an earlier click is replaced, what others wrote is not touched. */
export function createDecorate(page: Page, domains: string[], tell: Tell): Decorate {
  /** Matches the five that Stripe forwards, and no other of GA's: utm_id is shorter, utm_source_platform has a second part. */
  const forwarded = /[?&]utm_[a-z]{4,8}=/;
  /** One click has several echoes: a double click, a handler that opens the link itself. */
  const echoMs = 1000;
  const ours: string[] = [];
  let last = '';

  return (holder, key) => {
    const url = new URL(holder[key]);
    const isPayment = /^(buy|book|donate)\.stripe\.com$/.test(url.host) || domains.includes(url.host);
    if (!isPayment || url.href === last) {
      return;
    }
    tell('click', (passport, { report, push }) => {
      ours.forEach((earlier) => {
        url.search = url.search.replace(earlier, '');
      });
      const { search } = url;
      let added = /[?&]client_reference_id=/.test(search) ? '' : `&client_reference_id=${passport}`;
      Object.entries({ ...report.visit?.parameters }).forEach(([name, value]) => {
        if (!forwarded.test(search) && forwarded.test(`&${name}=`)) {
          added += `&${name}=${repairUtm(value)}`;
        }
      });
      ours.push(added);
      // Text is only ever added, so that every other character of the address stays.
      url.search += added;
      last = url.href;
      holder[key] = last;
      page.setTimeout(() => {
        last = '';
      }, echoMs);
      push?.messages.forEach((message) => {
        Object(page)[push.dataLayer].push(message);
      });
    });
  };
}
