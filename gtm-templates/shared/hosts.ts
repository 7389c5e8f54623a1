// Tells the hosts that a visitor passes on the way to and from a payment, and the shop's own, from those that send visitors.
import { parseUrl } from 'sandbox:web';
import { splitList } from './split-list.ts';

/** Where Stripe and what it sends buyers on to live. Banks are unknown; a return from there has the session id in its address. */
const paymentHosts = [
  'stripe.com',
  'stripe.network',
  'link.com',
  'paypal.com',
  'klarna.com',
  'affirm.com',
  'afterpay.com',
  'clearpay.co.uk',
  'zip.co',
  'cash.app',
  'alipay.com',
  'revolut.com',
  'twint.ch',
  'mobilepay.dk',
  'swish.nu',
  'satispay.com',
  'ideal.nl',
  'bancontact.com',
  'eps-ueberweisung.at',
  'przelewy24.pl',
  'blik.com',
];

/** Whether a buyer comes back from paying where this is the referrer. */
export function isPaymentHost(host: string, ownPaymentDomains: readonly string[]): boolean {
  return paymentHosts.concat(ownPaymentDomains).some((domain) => isUnder(host, domain));
}

/** Whether both belong to one site as far as their names tell: the same, with or without www., or one below the other. */
export function isSameSite(host: string, other: string): boolean {
  const first = withoutWww(host);
  const second = withoutWww(other);
  return isUnder(first, second) || isUnder(second, first);
}

/** Whether the host is the domain or lies below it. */
export function isUnder(host: string, domain: string): boolean {
  return ('.' + host).slice(-domain.length - 1) === '.' + domain;
}

/** The hosts that a field lists, as browsers spell them; whole addresses are taken for their hosts. */
export function splitHosts(value: unknown): string[] {
  return splitList(value)
    .map(toHost)
    .filter((host) => host.indexOf('.') > 0);
}

function toHost(text: string): string {
  const withoutScheme = text.split('://').pop() || '';
  const bare = withoutScheme.indexOf('*.') === 0 ? withoutScheme.slice(2) : withoutScheme;
  // Browsers spell the letters of all scripts in ASCII, and so must a host that is compared with theirs.
  const url = parseUrl('https://' + bare);
  return url ? url.host : '';
}

function withoutWww(host: string): string {
  return host.indexOf('www.') === 0 ? host.slice(4) : host;
}
