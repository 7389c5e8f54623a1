// Reads from the page's address and its referrer how the visitor got to this page.
import { getQueryParameters, getReferrerUrl, getTimestampMillis, getUrl, JSON, Math, Object } from 'sandbox:web';
import type { Touch } from '../../../functions/contract/click-report.ts';
import { cleanParameter, cleanText } from '../../shared/clean-text.ts';
import { cleanHost, maxLandingPageLength } from '../../shared/decode-journey.ts';
import { isPaymentHost, isSameSite, isUnder } from '../../shared/hosts.ts';
import { maxParameters } from '../../shared/journey-codes.ts';
import { campaignNames, clickIdNames, isCampaignName } from '../../shared/parameter-names.ts';
import { holdsSession } from '../../shared/session-id.ts';
import { toText } from '../../shared/to-text.ts';
import { filterParameters } from '../../shared/touch-parts.ts';
import type { Options } from './options.ts';

/** A page that the visitor got to. */
export interface Arrival {
  /** In whole seconds since 1970. */
  readonly at: number;
  /** Host and path; empty where it holds an e-mail address. */
  readonly landingPage: string;
  /** Of another site; empty for the shop's own, for payment pages and ignored ones. */
  readonly referrerHost: string;
  /** UTMs and click ids that the address has, to tell one arrival from another. */
  readonly inAddress: Touch['parameters'];
  /** Those of them that may be kept. */
  readonly parameters: Touch['parameters'];
  /** Whether the visitor comes back from a payment: what the address holds then is what Stripe made of the campaign. */
  readonly isReturn: boolean;
  /** Whether the visitor was on the site before this page. */
  readonly isInternal: boolean;
}

/** The arrival on the page as it is now; `earlier` are the views of a single-page application before this one. */
export function readArrival(options: Options, earlier: readonly Arrival[]): Arrival {
  const isFirst = earlier.length === 0;
  const pageHost = cleanHost(toText(getUrl('host')));
  // A single-page application keeps the referrer of its first view.
  const referrer = isFirst ? cleanHost(toText(getReferrerUrl('host'))) : '';
  const isOwn = referrer !== '' && isSameSite(referrer, pageHost);
  const isPayment = referrer !== '' && isPaymentHost(referrer, options.paymentDomains);
  const inAddress = readParameters(options.extraNames);
  const isIgnored = options.ignoredReferrers.some((domain) => isUnder(referrer, domain));
  return {
    at: Math.floor(getTimestampMillis() / 1000),
    landingPage: cleanText(pageHost + toText(getUrl('path')), maxLandingPageLength),
    referrerHost: isOwn || isPayment || isIgnored ? '' : referrer,
    inAddress: inAddress,
    parameters: inAddress,
    // Browsers and banks on the way often leave no referrer.
    isReturn: isPayment || holdsSession(toText(getUrl('query'))) || isReturnAgain(inAddress, earlier),
    isInternal: isOwn || !isFirst,
  };
}

/** The arrival without what `ad_storage` covers. */
export function withoutAdIds(arrival: Arrival): Arrival {
  return {
    at: arrival.at,
    landingPage: arrival.landingPage,
    referrerHost: arrival.referrerHost,
    inAddress: arrival.inAddress,
    parameters: filterParameters(arrival.inAddress, isCampaignName),
    isReturn: arrival.isReturn,
    isInternal: arrival.isInternal,
  };
}

function readParameters(extraNames: readonly string[]): Touch['parameters'] {
  const parameters: Touch['parameters'] = {};
  campaignNames
    .concat(clickIdNames)
    .concat(extraNames)
    .map((name) => [name, cleanParameter(name, toText(getQueryParameters(name)))] as const)
    .filter((pair) => pair[1] !== '')
    .slice(0, maxParameters)
    .forEach((pair) => {
      parameters[pair[0]] = pair[1];
    });
  return parameters;
}

/** The session id may be gone from the address by now, what Stripe made of the campaign is still there. */
function isReturnAgain(inAddress: Touch['parameters'], earlier: readonly Arrival[]): boolean {
  const text = JSON.stringify(inAddress);
  return (
    Object.keys(inAddress).length > 0 &&
    earlier.some((arrival) => arrival.isReturn && JSON.stringify(arrival.inAddress) === text)
  );
}
