// Whether the account's webhook endpoints lead its events to this property, all of those that it needs and to the right address.
import { webhookPath } from '../../http/webhook-path.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { stripeApiVersion } from '../../stripe/create-client.ts';
import { findUndelivered } from '../../stripe/find-undelivered.ts';
import { listWebhookEndpoints, type WebhookEndpoint } from '../../stripe/list-webhook-endpoints.ts';
import type { Finding } from '../finding.ts';
import type { AskedKey } from './check-stripe-key.ts';

/** What endpoints are compared with. */
export interface EndpointRules {
  property: Pick<Property, 'id' | 'webhookSecrets'>;
  /** The public address of the functions; where nobody knows it, the host of an endpoint is not judged. */
  endpoint: string | undefined;
}

/** The endpoints of the mode whose address names the property. A property without a webhook secret of the mode wants none. */
export async function checkEndpoints(key: AskedKey, rules: EndpointRules): Promise<Finding[]> {
  const { mode } = key;
  const about = `webhook:${mode}`;
  if (rules.property.webhookSecrets[mode].length === 0) return [];
  const read = await listWebhookEndpoints(key);
  if (read.kind !== 'listed') {
    const reason = read.kind === 'unavailable' ? read.reason : read.kind;
    return [{ code: 'endpoint_unseen', verdict: 'yellow', about, data: { mode, reason } }];
  }
  const own = read.endpoints.filter(({ url }) => leadsTo(url, rules.property.id));
  if (own.length === 0) return [{ code: 'endpoint_missing', verdict: 'red', about, data: { mode } }];
  const enabled = own.filter(({ isEnabled }) => isEnabled);
  if (enabled.length === 0) {
    const endpointId = own[0]?.id ?? '';
    return [{ code: 'endpoint_disabled', verdict: 'red', about, data: { mode, endpointId } }];
  }
  return judgeBest(enabled, mode, rules);
}

/** Of several enabled ones the best counts: the others bring repeats, which do no harm. */
function judgeBest(endpoints: readonly WebhookEndpoint[], mode: StripeMode, { endpoint }: EndpointRules): Finding[] {
  const judged = endpoints.map((one) => judge(one, mode, endpoint));
  const [best = []] = judged.toSorted((one, other) => one.length - other.length);
  if (best.length > 0) return best;
  const good = endpoints[judged.findIndex((findings) => findings.length === 0)];
  const host = new URL(good?.url ?? '').host;
  return [{ code: 'endpoint_good', verdict: 'green', about: `webhook:${mode}`, data: { mode, host } }];
}

function judge({ id, url, apiVersion, missingEventTypes }: WebhookEndpoint, mode: StripeMode, endpoint?: string) {
  const about = `webhook:${mode}`;
  const of = { mode, endpointId: id };
  const findings: Finding[] = [];
  const host = new URL(url).host;
  const expected = endpoint === undefined ? host : new URL(endpoint).host;
  if (host !== expected) {
    findings.push({ code: 'endpoint_elsewhere', verdict: 'yellow', about, data: { ...of, host, expected } });
  }
  if (missingEventTypes.length > 0) {
    const data = { ...of, types: missingEventTypes };
    findings.push({ code: 'endpoint_lacks_events', verdict: 'red', about, data });
  }
  if (apiVersion !== stripeApiVersion) {
    const data = { ...of, version: apiVersion, expected: stripeApiVersion };
    findings.push({ code: 'endpoint_version', verdict: 'yellow', about, data });
  }
  return findings;
}

function leadsTo(url: string, propertyId: string): boolean {
  return URL.canParse(url) && new URL(url).pathname.replace(/\/+$/, '').endsWith(webhookPath(propertyId));
}

const daySeconds = 86_400;
/** What Stripe is still about to send is no failure. */
const pendingSeconds = 600;

/** Whether Stripe failed to deliver events in the last three days, for as long as it tries. */
export async function checkUndelivered(key: AskedKey, { property }: EndpointRules, nowMs: number): Promise<Finding[]> {
  const { mode } = key;
  const about = `undelivered:${mode}`;
  if (property.webhookSecrets[mode].length === 0) return [];
  const nowSeconds = Math.floor(nowMs / 1000);
  const period = { fromSeconds: nowSeconds - 3 * daySeconds, untilSeconds: nowSeconds - pendingSeconds };
  const found = await findUndelivered(key, period);
  // The right to read events, where it is missing, is named among the rights.
  if (found.kind !== 'counted') return [];
  const { count, hasMore, newestSeconds } = found;
  if (count === 0 || newestSeconds === null) {
    return [{ code: 'events_delivered', verdict: 'green', about, data: { mode } }];
  }
  const data = { mode, count, hasMore, newestAtMs: newestSeconds * 1000 };
  return [{ code: 'events_undelivered', verdict: 'yellow', about, data }];
}
