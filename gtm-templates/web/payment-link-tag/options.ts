// What the form says, in the shape that the code goes by.
import { Math, makeNumber } from 'sandbox:web';
import { splitHosts } from '../../shared/hosts.ts';
import { isExtraName } from '../../shared/parameter-names.ts';
import type { AnalyticsOptions } from '../../shared/read-analytics-ids.ts';
import { toCookieName } from '../../shared/read-journey.ts';
import { splitList } from '../../shared/split-list.ts';
import { toText } from '../../shared/to-text.ts';
import type { Data } from './form.ts';

/** The form, with its usual values where a field holds nothing that could be meant. */
export interface Options extends AnalyticsOptions {
  readonly cookieName: string;
  readonly cookieDomain: string;
  readonly cookieSeconds: number;
  readonly paymentDomains: readonly string[];
  readonly ignoredReferrers: readonly string[];
  readonly extraNames: readonly string[];
  /** Empty where begin_checkout is not to be pushed. */
  readonly dataLayerName: string;
}

const daySeconds = 86400;

/** Browsers keep no cookie for longer. */
const maxDays = 400;

/** Reads the form. */
export function toOptions(data: Data): Options {
  const domain = toText(data.cookieDomain);
  const days = makeNumber(toText(data.cookieDays));
  return {
    cookieName: toCookieName(data.cookieName),
    // Whatever else stands in a cookie's attributes would be read as another attribute.
    cookieDomain: domain.match('^[A-Za-z0-9.-]+$') !== null ? domain : 'auto',
    cookieSeconds: (days > 0 ? Math.min(days, maxDays) : 90) * daySeconds,
    paymentDomains: splitHosts(data.paymentDomains),
    ignoredReferrers: splitHosts(data.ignoredReferrers),
    extraNames: splitList(data.extraClickIds).filter(isExtraName),
    measurementId: toText(data.measurementId).toUpperCase(),
    gaCookiePrefix: toText(data.gaCookiePrefix),
    dataLayerName: data.pushBeginCheckout ? toText(data.dataLayerName) || 'dataLayer' : '',
  };
}
