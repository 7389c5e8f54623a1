// The address to which Stripe sends a property's events.

/** What all these paths begin with. */
export const webhookPathPrefix = '/webhooks/stripe/';

/** Of which property this path, below the base path and without a query, is the webhook; `undefined` for any other path. */
export function findWebhookProperty(path: string): string | undefined {
  if (!path.startsWith(webhookPathPrefix)) return undefined;
  const propertyId = path.slice(webhookPathPrefix.length);
  return /^[A-Za-z0-9_-]{8,64}$/.test(propertyId) ? propertyId : undefined;
}

/** The path of a property's webhook, to be put behind the deployment's address. */
export function webhookPath(propertyId: string): string {
  return `${webhookPathPrefix}${propertyId}`;
}
