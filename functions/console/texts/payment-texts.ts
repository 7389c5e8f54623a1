// The sentences of the page about one payment: its facts, what was sent of it, and what happened, in words.
import type { RepeatFault } from '../../delivery/send-again.ts';
import type { ChangeSource } from '../../rules/entry.ts';
import type { ValueBasis } from '../../rules/property.ts';
import { pushedAsTest } from './test-push-texts.ts';

export const paymentTexts = {
  back: 'All conversions',
  erasedAheadNote:
    'The buyer’s data were erased before anything was told of this checkout. What is told of it later is kept without them.',
  erasedNote:
    'The buyer’s data were erased. What was sold stays with its campaign and the consent, so that nothing is counted or sent twice; no name, address or click is kept here.',
  orphanNote: (name: string): string =>
    `The payment that this goes back to is not known yet. Tilltag goes on looking for it; until then nothing of it is sent. (${name})`,
  foreignNote: (reason: string): string => `Nothing of this is sent: ${reason}.`,

  sold: 'What was sold',
  status: 'Status',
  made: 'Checkout opened',
  settled: 'First seen paid or free',
  value: 'Value as told',
  valueBasis: 'The value holds',
  valueBases: {
    total: 'all that the buyer paid, tax and shipping included',
    excluding_tax: 'what the buyer paid, without tax',
    excluding_tax_and_shipping: 'the items without tax and shipping, which is GA4’s own definition',
  } satisfies Record<ValueBasis, string>,
  tax: 'Tax',
  shipping: 'Shipping',
  discount: 'Discount',
  coupon: 'Coupon',
  paymentLink: 'Payment link',
  session: 'Checkout session',
  payment: 'Payment',
  subscription: 'Subscription',
  inStripe: 'Open in Stripe',
  items: 'Items',
  item: 'Item',
  price: 'Price',
  quantity: 'Quantity',
  noItems: 'The items were not read yet. Stripe’s webhook brings none; they are read before anything is sent.',
  noMoney: 'No money moves here.',
  later: 'What came of it',
  laterCaption: 'Refunds, renewals, disputes and the end of the subscription',

  buyer: 'Buyer',
  email: 'E-mail address',
  keptUntil: 'kept until',
  noBuyer:
    'No longer kept, or never told. Personal data are kept for 72 hours, for what is still to be sent, and for no longer.',
  customer: 'Stripe customer',
  eraseBuyer: 'Erase this buyer’s data',

  campaign: 'Campaign',
  firstTouch: 'First visit',
  lastTouch: 'Last visit',
  toldBy: 'Known from',
  unknown: 'unknown',
  campaignSources: {
    click: 'the click on the payment link',
    page: 'the address of the thank-you page, where it came back through Stripe',
    passport: 'what the payment link took along through Stripe',
    nobody: 'nobody told: no click on a page with the container, and no UTM in the address',
  },

  consent: 'Consent',
  consentPurposes: {
    analytics_storage: 'Measuring visits (analytics_storage)',
    ad_storage: 'Storing for ads (ad_storage)',
    ad_user_data: 'User data for ads (ad_user_data)',
    ad_personalization: 'Personal ads (ad_personalization)',
  },
  consentStates: { granted: 'Granted', denied: 'Denied' },
  consentSources: {
    page: 'the thank-you page',
    passport: 'the page with the payment link, as it was at the click',
    property: 'the property’s setting, because no page told anything',
  },

  sent: 'What was sent where',
  nothingSent:
    'The server sends nothing of this payment. Either pages alone send in this property, or no destination was there when it happened.',
  destination: 'Destination',
  eventId: 'Event ID',
  state: 'State',
  attempts: 'Tries',
  answer: 'Why',
  accepted: 'The destination took it.',
  leftToTest: 'A page told of it as a test, so that the server need not: what that means stands under “What happened”.',
  acceptedByPage: 'A page told of it, so that the server need not.',
  nextTry: 'Next try',
  ruleDecides: 'The rule of this destination decides',
  leaseUntil: 'In the hands of a sender until',
  since: 'Since',
  rendered: 'The event as it would be sent now',
  renderedHint: 'Personal data are left out here; whether any are sent, consent and settings decide.',
  notRendered: {
    consent: 'Consent forbids to send it.',
    mode: 'The destination is for the other mode.',
    incomplete: 'It is not complete yet: what is missing is read from Stripe before it is sent.',
    removed: 'The destination was removed.',
  },

  sendAgain: 'Send again',
  sendAgainHint: 'It surely did not arrive there, or a repeat does no harm.',
  decide: 'Decide',
  arrived: 'It arrived: leave it',
  leave: 'Leave it for good',
  missing: 'It did not arrive: send it again',
  uncertainHint:
    'It may have arrived, and the destination counts a repeat twice. Look there first: in GA4 under Reports, in the days after the payment.',
  repeatFaults: {
    under_way: 'It is on its way by itself.',
    arrived: 'It arrived. Sent again, it might count twice.',
    left_by_rule:
      'The rule of this destination left it; whether it arrived is not known. Sent again, it might count twice.',
    told_by_page: 'A page told of it. Sent again, it might count twice.',
    untrue: 'What happened next made it untrue.',
    withheld: 'Consent or settings say that it is not sent. A person cannot overrule a buyer’s consent here.',
    pages_only: 'In this property pages alone send. The settings, under “Who reports purchases”, change that.',
    destination_removed: 'The destination was removed, or is for the other mode.',
    may_double: 'It may have arrived there, where a repeat counts twice. Look there, then decide.',
  } satisfies Record<RepeatFault, string>,
  confirmTitle: 'Send it again',
  confirm: (event: string, destination: string): string =>
    `${event} may have arrived at ${destination}, which cannot drop a repeat. If it did arrive, it counts twice from now on.`,
  confirmSubmit: 'Send it again all the same',
  cancel: 'Leave it as it is',
  notOpen: 'This was decided or sent meanwhile. How it stands now is below.',

  timeline: 'What happened',
  timelineCaption: 'Everything that is known of this payment, oldest first',
  when: 'When',
  who: 'Told or done by',
  what: 'What',
} as const;

/** Who brought a change. */
export const changeSources: Readonly<Record<ChangeSource, string>> = {
  page: 'Thank-you page',
  webhook: 'Stripe’s webhook',
  sweep: 'Tilltag, which asked Stripe',
  delivery: 'Sending',
  replay: 'A person, who took Stripe’s event in by hand',
  console: 'A person',
};

/** What a line of the history says; `about` is in words already, empty where there is nothing to name. */
export const changeWords: Readonly<Record<string, (about: string) => string>> = {
  paid: () => 'The payment is there.',
  free: () => 'The checkout was completed; nothing is to be paid now.',
  pending: () => 'The checkout was completed; the payment is still on its way.',
  failed: () => 'The payment did not come through.',
  expired: () => 'The checkout was left and has expired.',
  items: () => 'The items were read.',
  confirmed: () => 'Told again, with more about it.',
  click: () => 'The page named the click that led to the payment.',
  campaign: () => 'The page told the campaign that its address had.',
  consent: () => 'The page told what the visitor consents to.',
  visited: () => 'The buyer was on the page; what waited for that is sent.',
  claimed: (about) => `The page took it upon itself to tell: ${about}.`,
  reported: (about) => `The page reported that its tags ran: ${about}.`,
  container_claimed: (about) => `The server container took it upon itself: ${about}.`,
  container_reported: (about) => `The server container reported that its tags ran: ${about}.`,
  planned: (about) => `Planned: ${about}.`,
  overtaken: (about) => `Not sent, because what happened next made it untrue: ${about}.`,
  sent: (about) => `Arrived: ${about}.`,
  suppressed: (about) => `Not sent, by consent or settings: ${about}.`,
  dead: (about) => `Given up: ${about}.`,
  uncertain: (about) => `May or may not have arrived: ${about}.`,
  resent: (about) => `Sent again: ${about}.`,
  settled: (about) => `Left as it is, for good: ${about}.`,
  resent_by_rule: (about) => `Sent again by the rule of this destination: ${about}.`,
  settled_by_rule: (about) => `Left by the rule of this destination; whether it arrived is not known: ${about}.`,
  refunded: (about) => `Money went back: ${about}.`,
  dispute_lost: (about) => `The buyer’s bank took the money back for good: ${about}.`,
  dispute_undone: (about) => `The money of the dispute came back: ${about}.`,
  refund_undone: (about) => `The refund failed afterwards: ${about}.`,
  converted: (about) => `The trial became a paid subscription: ${about}.`,
  resolved: () => 'Matched with this payment.',
  searched_again: () => 'Its payment is looked for again.',
  foreign: (about) => `Found to be none of this property’s: ${about}.`,
  erased: () => 'The buyer’s data were erased.',
};

/** The same of a test payment, where it says something else. */
export const testChangeWords: typeof changeWords = {
  reported: (about) => `The page reported that it pushed it: ${about}. ${pushedAsTest}`,
  container_reported: (about) => `The server container reported that it ran, as a test: ${about}.`,
};

/** The line of what Stripe told by one of its events. */
export function wordStripeEvent(type: string): string {
  return `Stripe told: ${type}.`;
}
