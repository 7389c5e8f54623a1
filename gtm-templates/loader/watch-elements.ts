// Gives Stripe's embedded buttons and tables their reference. Nobody hears the clicks inside of them, so it is set beforehand.
import type { Tell } from './links.ts';
import type { Page, PageElement, PageRoot } from './page.ts';
import { silently } from './silently.ts';

/**
 * Watches for elements that are there or will be. Each is told and given its reference once; one that has one keeps it. What
 * comes back looks again, for when the tag may have more to say and nothing on the page changes.
 */
export function watchElements(page: Page, tell: Tell): () => void {
  /** See https://docs.stripe.com/payment-links/buy-button and https://docs.stripe.com/payments/checkout/pricing-table. */
  const attribute = 'client-reference-id';
  /** On a first visit the GA cookie appears a little after the page; four more looks make two seconds. */
  const pauseMs = 500;
  const maxPauses = 4;
  let pauses = 0;
  let timer = 0;

  const lookLater = (): void => {
    // A page that changes all the time is looked at no more often than any other.
    observer.disconnect();
    page.clearTimeout(timer);
    timer = page.setTimeout(look, pauseMs);
  };
  const observer = new page.MutationObserver(lookLater);
  /** Looks into open shadow roots too, and hears when one changes. */
  const find = (root: PageRoot): PageElement[] => {
    observer.observe(root, { childList: true, subtree: true });
    const found = [
      ...root.querySelectorAll(`stripe-buy-button:not([${attribute}]),stripe-pricing-table:not([${attribute}])`),
    ];
    root.querySelectorAll('*').forEach(({ shadowRoot }) => {
      if (shadowRoot) {
        found.push(...find(shadowRoot));
      }
    });
    return found;
  };
  const look = silently((): void => {
    const waiting = find(page.document).filter((element) =>
      tell('element', ({ reference }) => element.setAttribute(attribute, reference), pauses < maxPauses),
    );
    if (waiting.length && pauses++ < maxPauses) {
      lookLater();
    } else {
      // Where the tag was silent to the end, the next change of the page asks again: consent may have come.
      pauses = 0;
    }
  });
  look();
  return () => {
    pauses = 0;
    look();
  };
}
