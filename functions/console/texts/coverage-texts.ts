// What the pages on coverage and campaigns say.
import type { CampaignField } from '../../rules/campaign-rows.ts';
import type { Grain, PeriodStep } from '../../rules/coverage-sum.ts';
import type { StripeMode } from '../../rules/property.ts';
import { pushedAsTest } from './test-push-texts.ts';

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
  filters: 'Other days and filters',
  shown: (mode: string, fromDay: string, untilDay: string): string => `${mode}, ${fromDay} to ${untilDay}`,
  fourWeeks: 'four weeks',
  threeMonths: 'three months',
  year: 'a year',
  noDay: 'This is no day. Write it as year, month and day: 2026-05-12.',
  wrongOrder: 'This day lies behind the last one. Choose an earlier one.',
  tooLong: (days: number): string =>
    `At most ${days} days can be shown at once. Choose a later day, or an earlier last one.`,
  emptyTitle: 'Nothing to show for these days',
  empty:
    'No payment of these days is recorded, and no click is counted. New ones show up here within some minutes. If you expect some, look at the check-up, or choose other days.',
  nothingDrawn: (grain: Grain): string =>
    `There is no picture yet: nothing was bought ${grain === 'day' ? 'on a day' : `in a ${grain}`} that is over.`,
  summary: 'In these days',
  paid: 'Paid at Stripe',
  paidNotAsked: 'not known',
  paidPartly: (asked: number, days: number, recorded: number): string =>
    `Stripe was asked about ${asked} of ${days} days so far; on these, ${recorded} are recorded.`,
  recorded: 'Recorded',
  pending: 'Waiting for the money',
  told: (name: string): string => `Told to ${name}`,
  toldByPages: { live: 'Told by your pages', test: 'Pushed by your pages, as tests' } satisfies Record<
    StripeMode,
    string
  >,
  pages: { live: 'your pages', test: 'your pages, as tests' } satisfies Record<StripeMode, string>,
  pushedAsTest,
  chartTitle: 'Over time',
  chartCaption: (grain: Grain, isAllDrawn: boolean): string =>
    `Purchases by the day of their checkout, one point for each ${grain}: paid at Stripe, recorded here, and told to each destination. The closer the lines, the less is missing.${isAllDrawn ? '' : ` A ${grain} that is not over${grain === 'day' ? '' : ', or lies only partly in this period,'} is in the table alone.`}`,
  extents: {
    whole: (label: string): string => label,
    partly: (label: string): string => `${label}, part of it`,
    so_far: (label: string): string => `${label}, so far`,
  } satisfies Record<PeriodStep['extent'], (label: string) => string>,
  chartSummary: 'The numbers behind the picture',
  sideways: 'The table may be wider than the window. If so, move it sideways to see all of it.',
  step: { day: 'Day', week: 'Week from', month: 'Month' } satisfies Record<Grain, string>,
  others: 'Another property’s',
  why: 'What is missing, and why',
  whyTitle: 'Why something is missing',
  whyCaption: 'Everything that is not where it should be, with its reason',
  where: 'Where',
  reason: 'Reason',
  count: 'Purchases',
  meaning: 'What it means, and what to do',
  here: 'Tilltag',
  checkTitle: 'Ask Stripe now',
  check: 'Ask Stripe now',
  checkHint:
    'Counts today and yesterday anew and compares them with Stripe. It uses two of the requests that Stripe allows your key.',
  checkNeedsKey:
    'There is no Stripe key for these payments, so that Stripe cannot be asked. Store one under Settings, Stripe keys.',
  checkFailed: (why: string): string => `Stripe could not be asked: ${why}. The check-up looks at the keys as well.`,
  checkTooLong:
    'There was no time to count all payments while you wait. By itself it happens in the hours after each of these days.',
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
  nothingDrawn: 'All that was bought was free of charge, so there is nothing to draw.',
  tableSummary: (currency: string): string => `All numbers in ${currency}`,
  emptyTitle: 'No purchase in these days',
  empty:
    'None is recorded. Campaigns show up with the first purchase, some minutes after it. Choose other days to see earlier ones.',
  renewals: 'Renewals',
  renewalCount: 'Invoices',
  renewalsLead:
    'What subscriptions brought after their checkout, on the day of the invoice. It is in none of the campaigns above.',
  disputedNote:
    'A dispute is taken off once the buyer’s bank has decided against you, in the share that counts as value and without the bank’s fee; the list of conversions shows the whole sum. Google Analytics is told of disputes by an event of their own and leaves its revenue as it is.',
  otherDisputes: (amounts: string): string =>
    `Besides, disputes were lost in another currency than was paid in: ${amounts}. Nothing is taken off for them on this page, because no rate between the two currencies is known here; Stripe says at each dispute what it cost you.`,
  unknownNote:
    '“(not known)” are buyers who came directly, whose consent kept the campaign private, or who paid through a link that was not opened from your pages.',
} as const;
