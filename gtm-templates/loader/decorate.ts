// Decorates the address of a payment link, once for each click.

import { utmNames } from '../../functions/contract/lookup-query.ts';
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
  /** One click has several echoes: a double click, a handler that opens the link, or what it knows of its address, itself. */
  const echoMs = 1000;
  const before: Record<string, string> = {};
  let last = '';

  return (holder, key) => {
    const url = new URL(holder[key], page.document.baseURI);
    const isPayment = /^https:..(buy|book|donate)\.stripe\.com$/.test(url.origin) || domains.includes(url.host);
    // No address is none, although it reads as that of the page itself, which may be on a payment domain.
    if (!holder[key] || !isPayment) {
      return;
    }
    const original = before[url.href] || url.href;
    if (last && original === before[last]) {
      holder[key] = last;
      return;
    }
    tell('click', ({ reference, report, push }) => {
      url.href = original;
      // Text is only ever added, so that every other character of the address stays.
      url.search += toAdded(url, reference, { ...report.visit?.parameters });
      last = url.href;
      before[last] = original;
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

/** What the query lacks. The five UTMs are one set: where one is there, none is added. */
function toAdded({ search, searchParams }: URL, reference: string, parameters: Record<string, string>): string {
  const added = searchParams.has('client_reference_id') ? [] : [`client_reference_id=${reference}`];
  if (!utmNames.some((name) => searchParams.has(name))) {
    utmNames.forEach((name) => {
      const value = repairUtm(parameters[name] || '');
      if (value) {
        added.push(`${name}=${value}`);
      }
    });
  }
  return (search && added[0] ? '&' : '') + added.join('&');
}
