// Tells what GA4 should take for the page's address and its referrer when a buyer comes back from a payment.
import { getReferrerUrl, getUrl, templateStorage } from 'sandbox:web';
import { isPaymentHost, splitHosts } from '../../shared/hosts.ts';
import { holdsSession } from '../../shared/session-id.ts';
import { toText } from '../../shared/to-text.ts';
import type { Data } from './form.ts';

/**
 * For `page_location` the address without the session id, and, after a payment, without UTMs; undefined where it has neither,
 * so that GA4 keeps its own. For `ignore_referrer` the text `true` after a payment, else undefined.
 */
export function run(data: Data): string | undefined {
  const isReturn = isBackFromPayment(data.paymentDomains);
  if (data.part === 'ignore_referrer') {
    return isReturn ? 'true' : undefined;
  }
  const address = toText(getUrl());
  const cleaned = clean(address, isReturn);
  return cleaned === address ? undefined : cleaned;
}

/** Once the tag has cleaned the address bar, nothing of it tells any more; so the page keeps in mind what it saw before. */
function isBackFromPayment(paymentDomains: unknown): boolean {
  if (templateStorage.getItem('isReturn') === true) {
    return true;
  }
  const isReturn =
    holdsSession(toText(getUrl('query'))) || isPaymentHost(toText(getReferrerUrl('host')), splitHosts(paymentDomains));
  if (isReturn) {
    templateStorage.setItem('isReturn', true);
  }
  return isReturn;
}

/** Leaves every other character alone. */
function clean(address: string, isReturn: boolean): string {
  const beforeFragment = address.split('#')[0] || '';
  const fragment = address.slice(beforeFragment.length);
  const path = beforeFragment.split('?')[0] || '';
  const kept = beforeFragment
    .slice(path.length + 1)
    .split('&')
    .filter((pair) => !holdsSession('=' + pair.split('=').slice(1).join('=')) && !(isReturn && isCampaign(pair)))
    .join('&');
  return path + (kept === '' ? '' : '?' + kept) + fragment;
}

/** Stripe hands back what it was given, shortened and cleaned, or what stood on the link; GA4 would take it for a new visit. */
function isCampaign(pair: string): boolean {
  return pair.toLowerCase().indexOf('utm_') === 0;
}
