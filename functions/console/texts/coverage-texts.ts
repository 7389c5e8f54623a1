// What the pages on coverage and campaigns say.
import type { CampaignField } from '../../rules/campaign-rows.ts';
import type { Grain, PeriodStep } from '../../rules/coverage-sum.ts';

/** A word of a roll-up as people read it: a few words, and what it means and what to do. */
export interface Explained {
  label: string;
  /** Whether something is to be done about it. */
  tone: 'good' | 'warning' | 'bad' | 'quiet';
  meaning: string;
}

export const coverageTexts = {
  title: 'Coverage',
  lead: 'Every payment that Stripe counts should arrive where you measure. Here is what arrived, and why the rest did not.',
  live: 'Live payments',
  test: 'Test payments',
  mode: 'Payments',
  from: 'From',
  until: 'Until',
  show: 'Show',
  shortcuts: 'Up to today:',
  fourWeeks: 'four weeks',
  threeMonths: 'three months',
  year: 'a year',
  noDay: 'This is no day. Write it as year, month and day: 2026-05-12.',
  wrongOrder: 'This day lies behind the last one. Choose an earlier one.',
  tooLong: (days: number): string =>
    `At most ${days} days can be shown at once. Choose a later day, or an earlier last one.`,
  emptyTitle: 'Nothing to show for these days',
  empty:
    'No payment and no click is known of them. New ones show up within some minutes. If you expect some, look at the check-up, or choose other days.',
  summary: 'In these days',
  paid: 'Paid at Stripe',
  paidNotAsked: 'not asked yet',
  paidPartly: (asked: number, days: number, recorded: number): string =>
    `Stripe was asked about ${asked} of ${days} days so far; on these, ${recorded} are recorded.`,
  recorded: 'Recorded',
  pending: 'Waiting for the money',
  told: (name: string): string => `Told to ${name}`,
  pages: 'your pages',
  removed: (id: string): string => `removed ${id}`,
  chartTitle: 'Over time',
  chartCaption: (grain: Grain, isAllDrawn: boolean): string =>
    `Purchases by the day of their checkout, one point for each ${grain}: paid at Stripe, recorded here, and told to each destination. The closer the lines, the less is missing.${isAllDrawn ? '' : ` A ${grain} that is not over${grain === 'day' ? '' : ', or lies only partly in this period,'} is in the table alone.`}`,
  extents: {
    whole: (label: string): string => label,
    partly: (label: string): string => `${label}, part of it`,
    so_far: (label: string): string => `${label}, so far`,
  } satisfies Record<PeriodStep['extent'], (label: string) => string>,
  chartSummary: 'The numbers behind the picture',
  step: { day: 'Day', week: 'Week from', month: 'Month' } satisfies Record<Grain, string>,
  others: 'Another property’s',
  why: 'What is missing, and why',
  nothingMissing: 'nothing is missing',
  whyTitle: 'Why something is missing',
  whyCaption: 'Everything that is not where it should be, with its reason',
  where: 'Where',
  reason: 'Reason',
  count: 'Purchases',
  meaning: 'What it means, and what to do',
  ledger: 'this ledger',
  allThere: 'Everything that was paid is recorded and told. There is nothing to explain.',
  notAsked: 'Stripe not asked yet',
  unasked: (recorded: number): string => `${recorded} recorded on such days`,
  notAskedMeaning:
    'Stripe is asked about a day in the first hours after it, and once more three days later, when delayed payments have come in. “Ask Stripe now” does it at once for today and yesterday.',
  checkTitle: 'Ask Stripe now',
  check: 'Ask Stripe now',
  checkHint:
    'Counts today and yesterday anew and compares them with Stripe. It uses two of the requests that Stripe allows your key.',
  checkFailed: (reason: string): string =>
    `Stripe could not be asked (${reason}). Look at the check-up: it says what is wrong with the key and how to mend it.`,
  checkTooLong:
    'There was no time to count all payments while you wait. The sweep counts these days in the hours after them.',
  computed: 'Added up at',
  funnelTitle: 'From click to payment',
  funnelCaption:
    'How many clicked a payment link, how many of the checkouts ended one way or the other, and how many paid.',
  funnelSummary: 'The numbers of the funnel',
  funnelNote:
    'A checkout is known once it is paid, waits for its money or expired. Links that are opened without a click on your pages, such as from an e-mail, make checkouts without a click. Clicks do not tell live links from test links; they are counted as live where the property has a live key.',
  clicks: 'Clicks on payment links',
  checkouts: 'Checkouts',
  purchases: 'Paid',
  stage: 'Step',
  number: 'Number',
  ofBefore: 'Of the step before',
} as const;

export const settingsNoteTexts = {
  recounted: (days: number, all: number): string =>
    `${days === all ? 'These days are' : `${days === 1 ? 'One' : days} of these days ${days === 1 ? 'is' : 'are'}`} still counted by earlier settings, and being counted anew by those of today, the newest first. That takes some minutes, for a year of many payments up to some hours.`,
  kept: (days: number): string =>
    `${days === 1 ? 'One' : days} of these days ${days === 1 ? 'is' : 'are'} too long ago to be counted anew, and ${days === 1 ? 'stays' : 'stay'} as the settings of then counted ${days === 1 ? 'it' : 'them'}.`,
  otherScope: (days: number): string =>
    `Your setting “whose payments” changed since Stripe was asked about ${days} of these days. About the last ten days it is asked again by tomorrow; what it said about earlier ones stays as it was told apart then.`,
} as const;

export const campaignTexts = {
  title: 'Campaigns',
  lead: 'What was bought, by the campaign that brought the buyer. Money is counted on the day of the checkout, by what your setting “value” counts; refunds and disputes that were lost are taken off that day whenever they come.',
  by: 'Put together by',
  touch: 'Which visit counts',
  last: 'The last known one',
  first: 'The first known one',
  fields: { source: 'Source', medium: 'Medium', campaign: 'Campaign' } satisfies Record<CampaignField, string>,
  unknown: '(not known)',
  rest: (count: number): string => `(${count} others)`,
  total: 'All',
  conversions: 'Purchases',
  gross: 'Revenue',
  refunded: 'Refunded',
  disputed: 'Lost in disputes',
  net: 'What stays',
  currency: 'Currency',
  heading: (currency: string): string => `In ${currency}`,
  caption: (currency: string, field: string, hasDisputes: boolean): string =>
    `The ${field}s that brought most, in ${currency}: what stays, and behind it, hatched, ${hasDisputes ? 'what was lost in disputes (rising stripes) and what was refunded (falling stripes)' : 'what was refunded'}.`,
  tableSummary: (currency: string): string => `All numbers in ${currency}`,
  emptyTitle: 'No purchase in these days',
  empty: 'Campaigns show up with the first purchase, some minutes after it. Choose other days to see earlier ones.',
  renewals: 'Renewals',
  renewalCount: 'Invoices',
  renewalsLead:
    'What subscriptions brought after their checkout, on the day of the invoice. It is in none of the campaigns above.',
  disputedNote:
    'A dispute is taken off once the buyer’s bank has decided against you, in the share that counts as value and without the bank’s fee; the list of conversions shows the whole sum. Google Analytics is told of disputes by an event of their own and leaves its revenue as it is.',
  unknownNote:
    '“(not known)” are buyers who came directly, whose consent kept the campaign private, or who paid through a link that was not opened from your pages.',
} as const;

/** Why a purchase that Stripe counts is not recorded. */
export const unrecordedTexts: Readonly<Record<string, Explained>> = {
  out_of_scope: {
    label: 'another property’s',
    tone: 'quiet',
    meaning:
      'It was paid in the same Stripe account, but your setting “whose payments” leaves it to another property. Nothing is to be done.',
  },
  missing: {
    label: 'nobody told of it',
    tone: 'bad',
    meaning:
      'The buyer did not come back to your thank-you page, and no webhook told of it. Connect the webhook under Set-up; what it brings in is recorded from then on.',
  },
  outdated: {
    label: 'paid later, not told',
    tone: 'warning',
    meaning:
      'The checkout is recorded, but that its money arrived was not told. Connect the webhook under Set-up, with the event for delayed payments.',
  },
};

/** Why a recorded purchase was not told. */
export const unsentTexts: Readonly<Record<string, Explained>> = {
  pending: {
    label: 'on its way',
    tone: 'quiet',
    meaning: 'It waits for the buyer’s page, or is tried again. Nothing is to be done; look again in an hour.',
  },
  consent: {
    label: 'no consent',
    tone: 'quiet',
    meaning: 'The buyer did not agree to analytics. It must not be sent; your setting for denied analytics says so.',
  },
  dead: {
    label: 'given up',
    tone: 'bad',
    meaning:
      'The destination refused it or was away for days. Open it under Conversions: its reason says what to mend. Then send it again.',
  },
  uncertain: {
    label: 'may have arrived',
    tone: 'warning',
    meaning: 'The connection broke at the wrong moment. Look in the destination, then decide under Conversions.',
  },
  overtaken: {
    label: 'no longer true',
    tone: 'quiet',
    meaning: 'What happened next made it untrue before it was sent. Nothing is to be done.',
  },
  not_reportable: {
    label: 'not for this destination',
    tone: 'quiet',
    meaning: 'The destination does not take payments of this kind, such as test payments at one for live ones.',
  },
  destination_removed: {
    label: 'destination removed',
    tone: 'quiet',
    meaning: 'You removed the destination before it was sent.',
  },
  settled: {
    label: 'decided not to send',
    tone: 'quiet',
    meaning: 'Somebody decided under Conversions that it is left as it is.',
  },
  pages_only: {
    label: 'left to the pages',
    tone: 'warning',
    meaning: 'Your setting “who sends” lets only pages send. Let the server send what no page did, under Settings.',
  },
  not_planned: {
    label: 'not meant for it',
    tone: 'quiet',
    meaning:
      'The destination was added after the payment, or the payment was told of after more than three days. A backfill from the terminal can send it.',
  },
  no_page: {
    label: 'no page came',
    tone: 'warning',
    meaning:
      'The buyer closed the window before the thank-you page, or its tag did not run. A destination that the server sends to covers this.',
  },
  unreported: {
    label: 'page left too early',
    tone: 'warning',
    meaning:
      'The page asked for the payment, but left before it could say that its tags ran. It may have been measured all the same.',
  },
};

/** What there is to say of any word, also of one that is newer than this page. */
export function explain(texts: Readonly<Record<string, Explained>>, word: string): Explained {
  const known = Object.hasOwn(texts, word) ? texts[word] : undefined;
  return (
    known ?? {
      label: word.replaceAll('_', ' '),
      tone: 'quiet',
      meaning: 'Open a payment of that day under Conversions to see more.',
    }
  );
}
