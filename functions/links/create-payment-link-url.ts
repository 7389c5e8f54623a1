// Decorates a payment link on a server, for e-mails, text messages and QR codes, where no page can do it at the click.
import { randomBytes as cryptoRandomBytes } from 'node:crypto';
import type { ClickConsent } from '../contract/click-report.ts';
import { utmNames } from '../contract/lookup-query.ts';
import { encodePassport } from '../rules/encode-passport.ts';
import type { Passport } from '../rules/passport.ts';
import { repairUtm } from '../rules/repair-utm.ts';

/** What is known when the link is made. */
export interface PaymentLinkOptions {
  /** The campaign; each value is rewritten to what Stripe forwards. */
  utms?: Partial<Record<(typeof utmNames)[number], string>>;
  /** The click id of Google Ads, where the recipient is known by one; the first of the three counts. */
  gclid?: string;
  gbraid?: string;
  wbraid?: string;
  /** What the recipient is known to have said; each purpose that is not named counts as denied. */
  consent?: Partial<ClickConsent>;
  /** The time that counts as that of the click. */
  now: Date;
  /** Cryptographic, unless given. */
  randomBytes?: (count: number) => Uint8Array;
}

/** The address to put into the message. */
export interface PaymentLinkUrl {
  url: string;
  /** Names the link; `undefined` where the address has a client_reference_id of its own, which stays. */
  clickId: string | undefined;
  /** The client_reference_id that was added, which the purchase will carry. */
  passport: string | undefined;
}

/**
 * The payment link at `url` with a passport as its client_reference_id and the campaign as its UTMs. Whatever the address has
 * already stays as it is, to the letter: its own client_reference_id, and the whole set where it has any UTM. Throws a
 * TypeError where `url` is no https address or `now` no time.
 */
export function createPaymentLinkUrl(url: string, options: PaymentLinkOptions): PaymentLinkUrl {
  const link = parseLink(url);
  const additions: string[] = [];
  const passport = link.searchParams.has('client_reference_id') ? undefined : makePassport(options);
  if (passport !== undefined) additions.push(`client_reference_id=${passport.text}`);
  if (!utmNames.some((name) => link.searchParams.has(name))) additions.push(...toUtmParameters(options.utms ?? {}));
  // Not through searchParams, which would write what is there anew.
  const query = [link.search.replace(/^\?|&$/g, ''), ...additions].filter((part) => part !== '').join('&');
  // With its question mark, or else one that the query itself begins with would be taken for it.
  link.search = `?${query}`;
  return { url: link.href, clickId: passport?.clickId, passport: passport?.text };
}

function parseLink(url: string): URL {
  const link = URL.canParse(url) ? new URL(url) : undefined;
  if (link?.protocol !== 'https:') throw new TypeError('Give the whole address of the payment link, with https://.');
  return link;
}

function makePassport(options: PaymentLinkOptions): { clickId: string; text: string } {
  const { now, randomBytes = cryptoRandomBytes } = options;
  const clickId = Buffer.from(randomBytes(16)).toString('base64url');
  const consent = { ...denied, ...options.consent };
  const googleClick = consent.ad_storage === 'denied' ? undefined : findGoogleClick(options);
  const text = encodePassport({
    clickId,
    clickedAtSeconds: Math.floor(now.getTime() / 1000),
    consent,
    ...(googleClick !== undefined && { googleClick }),
  });
  if (text === undefined)
    throw new TypeError('Give the time as a valid Date, and 16 random bytes when they are asked for.');
  return { clickId, text };
}

const denied: ClickConsent = {
  ad_storage: 'denied',
  analytics_storage: 'denied',
  ad_user_data: 'denied',
  ad_personalization: 'denied',
};

function findGoogleClick(options: PaymentLinkOptions): Passport['googleClick'] {
  const parameter = (['gclid', 'gbraid', 'wbraid'] as const).find((name) => options[name]);
  const value = parameter && options[parameter];
  return parameter && value ? { parameter, value } : undefined;
}

function toUtmParameters(utms: NonNullable<PaymentLinkOptions['utms']>): string[] {
  return utmNames.flatMap((name) => {
    const value = repairUtm(utms[name] ?? '');
    return value === '' ? [] : [`${name}=${value}`];
  });
}
