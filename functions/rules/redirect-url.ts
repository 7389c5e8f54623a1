// The address that Stripe sends buyers to after the payment: what it has to hold so that the page knows which payment it is about.
import { hostnameOfUrl, isHostAllowed } from './hostnames.ts';
import { accept, type Parsed, refuse } from './parsed.ts';
import type { Property } from './property.ts';

/** What Stripe replaces by the session's id, to the letter: https://docs.stripe.com/payments/checkout/custom-success-page */
export const sessionPlaceholder = '{CHECKOUT_SESSION_ID}';

/** The parameter in which the containers look for it. */
export const sessionParameter = 'session_id';

/**
 * What is the matter with what follows a payment. `hosted_confirmation`: buyers stay on a page of Stripe's. `no_placeholder`:
 * they come back without the session. `other_parameter`: the session stands where no container looks for it. `other_host`: they
 * come back to a host that the property does not allow.
 */
export type RedirectVerdict = 'good' | 'hosted_confirmation' | 'no_placeholder' | 'other_parameter' | 'other_host';

/** The verdict on where a payment link sends its buyers; `null` stands for Stripe's own page. */
export function judgeRedirect(redirectUrl: string | null, { hostnames }: Pick<Property, 'hostnames'>): RedirectVerdict {
  if (redirectUrl === null) return 'hosted_confirmation';
  const hostname = hostnameOfUrl(redirectUrl);
  if (hostname === undefined || !isHostAllowed(hostname, hostnames)) return 'other_host';
  if (!redirectUrl.includes(sessionPlaceholder)) return 'no_placeholder';
  return new URL(redirectUrl).searchParams.get(sessionParameter) === sessionPlaceholder ? 'good' : 'other_parameter';
}

/** The text to enter in Stripe for this thank-you page, on one of the property's hostnames. */
export function toRedirectUrl(text: string, { hostnames }: Pick<Property, 'hostnames'>): Parsed<string> {
  const typed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  const hostname = hostnameOfUrl(withScheme);
  if (hostname === undefined || /\s/.test(typed)) {
    return refuse(
      'This is not the address of a page. Copy it from the browser, such as https://shop.example.com/thank-you.',
    );
  }
  if (!isHostAllowed(hostname, hostnames)) {
    return refuse(
      'This page is on a host that the property does not allow, so its lookups would be refused. Choose a page on one of the property’s hostnames, or add the host to them.',
    );
  }
  const url = new URL(withScheme);
  // Not through searchParams, which would write what else is there anew and encode the braces, so that Stripe would not know its
  // placeholder.
  const others = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !new URLSearchParams(pair).has(sessionParameter));
  url.search = '';
  const hash = url.hash;
  url.hash = '';
  const query = [...others, `${sessionParameter}=${sessionPlaceholder}`].join('&');
  return accept(`${url.href}?${query}${hash}`);
}
