// Ids of Stripe's as log lines show them.

/** Kind, mode where the id tells it, and the last four characters: enough to find it again in Stripe's dashboard. */
export function shortId(id: string): string {
  const prefix = /^[a-z]{2,12}_(?:(?:test|live)_)?/.exec(id)?.[0] ?? '';
  const end = id.slice(prefix.length);
  return `${prefix}…${/^[A-Za-z0-9]{8,}$/.test(end) ? end.slice(-4) : ''}`;
}
