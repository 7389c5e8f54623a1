// The address under which Stripe reaches a property's webhook, from the endpoint that somebody typed.
import { webhookPath } from '../../http/webhook-path.ts';
import { accept, type Parsed, refuse } from '../../rules/parsed.ts';

/** What may be typed. */
export interface AddressOptions {
  /** Whether the functions may lie on this machine, which a Stripe for tests reaches. */
  allowLocal: boolean;
}

/** The URL of the property's webhook; `endpoint` is the public address of the functions and may have a path. */
export function toWebhookUrl(endpoint: string, propertyId: string, { allowLocal }: AddressOptions): Parsed<string> {
  const whole = findWhole(endpoint);
  if (whole !== undefined) {
    return refuse(
      `This address of your functions cannot be used: Stripe sends events to https:// only. Write ${whole} instead.`,
    );
  }
  if (!URL.canParse(endpoint)) return refuseEndpoint('it is no URL');
  const { protocol, origin, hostname, pathname, search, hash, username } = new URL(endpoint);
  const isLocal = protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname);
  if (isLocal && !allowLocal) {
    const { sentence } = refuseEndpoint('it is on this machine, which Stripe does not reach');
    return refuse(
      `${sentence} To try it out here, Stripe’s command line brings events (${listen(origin, propertyId)}). A stand-in for Stripe on this machine reaches it once TILLTAG_ALLOW_LOCAL=1 is set.`,
    );
  }
  if (protocol !== 'https:' && !isLocal) return refuseEndpoint('Stripe sends events to https:// only');
  if (username !== '') return refuseEndpoint('it must not hold a user name');
  if (search !== '' || hash !== '') return refuseEndpoint('it must end with the path, without ? or #');
  const path = webhookPath(propertyId);
  const base = pathname.replace(/\/+$/, '');
  return accept(`${origin}${base.endsWith(path) ? base : base + path}`);
}

/** The address with the https:// that somebody left out or wrote otherwise; `undefined` where that is not what is wrong. */
function findWhole(endpoint: string): string | undefined {
  const [, name] = /^(?:http:\/\/)?((?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?:\/[^?#]*)?)$/i.exec(endpoint.trim()) ?? [];
  return name === undefined ? undefined : `https://${name}`;
}

function listen(origin: string, propertyId: string): string {
  return `stripe listen --forward-to ${origin}${webhookPath(propertyId)}`;
}

function refuseEndpoint(reason: string): Extract<Parsed<string>, { kind: 'refused' }> {
  return refuse(
    `This address of your functions cannot be used: ${reason}. Give a public one, such as https://tags.example.com.`,
  );
}
