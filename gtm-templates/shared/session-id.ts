// Tells a Checkout Session id from the things that arrive in its place.

/** The same form that the function accepts. */
const sessionIdPattern = '^cs_(test|live)_[A-Za-z0-9]{10,240}$';

/** Whether Stripe could have made this id. */
export function isSessionId(text: string): boolean {
  return text.match(sessionIdPattern) !== null;
}

/**
 * Whether this is Stripe's placeholder, which Stripe replaces only where it stands exactly as documented. Its name alone
 * decides: extra braces, small letters and percent-encoded braces are what people and forms make of the rest.
 */
export function isPlaceholder(text: string): boolean {
  return text.toUpperCase().indexOf('CHECKOUT_SESSION_ID') > -1;
}

/** Whether an address with this query is one that Stripe sends buyers back to: it has a session id, or its placeholder. */
export function holdsSession(query: string): boolean {
  return query.match('=cs_(live|test)_[A-Za-z0-9]') !== null || query.indexOf('CHECKOUT_SESSION_ID') > -1;
}
