// Decorates the address of a payment link, once for each click.

import type { Touch } from '../../functions/contract/click-report.ts';
import type { LinkUse } from '../../functions/contract/loader-protocol.ts';
import { utmNames } from '../../functions/contract/lookup-query.ts';
import { repairUtm } from '../../functions/rules/repair-utm.ts';
import type { Tell } from './links.ts';
import type { Page } from './page.ts';

/**
 * Replaces the address that the holder has under this key by the decorated one, before anything is pushed. Nothing happens where
 * it leads to no payment or the tag is silent. Throws where it is no address.
 */
export type Decorate = <Key extends string | number>(holder: { [key in Key]: string }, key: Key, how?: LinkUse) => void;

/** Decorates for one property. What was added by an earlier click is replaced, what others wrote is not touched. */
export function createDecorate(page: Page, domains: string[], tell: Tell): Decorate {
  /** One click has several echoes: a double click, a handler that opens the link, or what it knows of its address, itself. */
  const echoMs = 1000;
  const before: Record<string, string> = {};
  let last = '';

  return (holder, key, how = 'click') => {
    const url = new URL(holder[key], page.document.baseURI);
    const isPayment = /^(buy|book|donate)\.stripe\.com$/.test(url.host) || domains.includes(url.host);
    const original = before[url.href] || url.href;
    // No address is none, although it reads as that of the page itself, which may be on a payment domain.
    if (!holder[key] || !isPayment) {
      return;
    }
    if (original === before[last]) {
      holder[key] = last;
    } else {
      tell(how, ({ reference, report, push }) => {
        url.href = original;
        complete(url, reference, report.visit);
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
    }
  };
}

/** Gives the address what it lacks. The five UTMs are one set: where one is there, none is added. */
function complete(url: URL, reference: string, visit: Touch | undefined): void {
  const { searchParams } = url;
  const isLabelled = utmNames.some((name) => searchParams.has(name));
  // Text is only ever added, so that every other character of the address stays.
  const add = (name: string, value: string): void => {
    if (value && !searchParams.has(name)) {
      url.search += `${url.search && '&'}${name}=${value}`;
    }
  };
  add('client_reference_id', reference);
  utmNames.forEach((name) => {
    add(name, isLabelled ? '' : repairUtm(visit?.parameters[name]));
  });
}
