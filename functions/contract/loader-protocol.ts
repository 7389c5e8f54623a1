// What a tag and the loader say to each other across the sandbox border: plain objects that survive copying.
import type { CheckoutAnswer } from './checkout-answer.ts';
import type { ClickReport } from './click-report.ts';
import type { LookupQuery } from './lookup-query.ts';
import type { Report } from './report.ts';

/** One question about one session. */
export interface LookupRequest {
  /** Base URL of the function, without a slash at its end; it may have a path. */
  endpoint: string;
  /** Sent as it stands, so that a later tag may ask for more; the claim is added by the loader. */
  query: LookupQuery;
  /** For the whole lookup, its retry included. */
  timeoutMs: number;
  /** Whether this browser's storage may hold the claim; false where consent to it is denied. */
  remember: boolean;
}

/** The function's answer, or why there is none. `csp`: the page's Content-Security-Policy refused the request. */
export type LookupResult =
  | { ok: true; answer: CheckoutAnswer }
  | { ok: false; reason: 'error'; code: string; message: string; status: number }
  | { ok: false; reason: 'timeout' | 'csp' | 'network' };

/** One event on its way to the data layer, and what is needed to report it. */
export interface PushRequest {
  endpoint: string;
  /** What the function is told afterwards; the claim is added by the loader. */
  report: Omit<Report, 'claim'>;
  /** Name of the data layer's array on the page. */
  dataLayer: string;
  /** Pushed in this order; the last one is the event. */
  messages: object[];
  /** Whether this browser's storage may hold that the event was pushed. */
  remember: boolean;
}

/** `already_pushed`: by another tag or an earlier view. `no_data_layer`: the page holds something else under that name. */
export type PushOutcome = 'pushed' | 'already_pushed' | 'no_data_layer';

/** Which links lead to a payment, and where their clicks are told. */
export interface LinkRequest {
  endpoint: string;
  property_id: string;
  /** Hosts of payment links besides Stripe's own, such as `pay.example.com`. */
  domains: string[];
}

/** What the tag knows at the moment of a click. */
export interface ClickDescription {
  /** The passport, for the link to carry as its client_reference_id. */
  reference: string;
  /** The click record, told to the function as it stands. The UTMs of its visit go onto the link. */
  report: ClickReport;
  /** Pushed once the link is decorated, such as begin_checkout. Nothing is pushed where nobody has followed a link yet. */
  push?: { dataLayer: string; messages: object[] };
}

/** A link that is followed, one whose context menu is opened, which may open or copy it, or an embedded element that is shown. */
export type LinkUse = 'click' | 'menu' | 'element';

/**
 * Asked synchronously at each click on a payment link. For an embedded buy button or pricing table it is asked up to five times
 * in two seconds, until the description has a GA client id, each time with another click id; the last one is told. The click id
 * is the one for reference and record, for the tag to keep.
 */
export type DescribeClick = (clickId: string, how: LinkUse) => ClickDescription | undefined;

/** The part of the loader that takes care of payment links. */
export interface LinkDecorator {
  /** From now on, clicks on payment links are told and the links decorated. A second call for the same property looks for elements without a reference, as after a change of consent. */
  links(request: LinkRequest, describe: DescribeClick): boolean | undefined;
}

/** The page's global `tilltag`. A function that could not do its work at all returns `undefined`; none ever throws. */
export interface Tilltag extends LinkDecorator {
  /** Returns true once the question is on its way; the callback is then called exactly once, never before the return. */
  lookup(request: LookupRequest, callback: (result: LookupResult) => void): boolean | undefined;
  /** Pushes at most once per event; `onSettled` is called when the container has processed the event, or after two seconds. */
  push(request: PushRequest, onSettled: () => void): PushOutcome | undefined;
  /** Calls back after so many milliseconds, because the sandbox has no timer. */
  after(delayMs: number, callback: () => void): boolean | undefined;
  /** Takes the query parameter that holds this session id out of the address bar; everything else stays. */
  strip(checkoutSessionId: string): boolean | undefined;
}
