// The sentences of the list of conversions, and the words for how they stand.
import type { DeliveryState } from '../../rules/delivery.ts';
import type { SessionStatus } from '../../rules/entry.ts';
import type { Refund } from '../../rules/stripe-change.ts';

/** A word, and how it is to be taken. */
interface Word {
  tone: 'good' | 'warning' | 'bad' | 'quiet';
  word: string;
}

export const conversionTexts = {
  title: 'Conversions',
  lead: 'Every payment that Stripe or a thank-you page told of, and what came of it, newest first.',
  caption: 'Conversions, newest first',
  columns: {
    when: 'When',
    what: 'What',
    status: 'Status',
    value: 'Value',
    campaign: 'Campaign',
    source: 'Told by',
    destinations: 'Destinations',
  },

  filters: 'Filters',
  search: 'Search',
  searchHint:
    'A Stripe id, its beginning or its end, or part of a campaign. By its campaign a payment is found some minutes after it; refunds and renewals are found by their ids or that of their payment.',
  status: 'Status',
  source: 'Told first by',
  destination: 'Destination',
  mode: 'Mode',
  from: 'From',
  until: 'Until',
  any: 'All',
  show: 'Show',
  clear: 'Clear all filters',
  noDay: 'Enter a day as YYYY-MM-DD, such as 2026-05-12.',
  wrongOrder: 'The first day lies behind the last. Exchange the two.',
  pages: 'Thank-you pages',

  modes: { live: 'Live', test: 'Test' },
  statuses: {
    paid: 'Paid',
    free: 'Free of charge',
    pending: 'Payment pending',
    failed: 'Payment failed',
    expired: 'Abandoned',
    refund: 'Refunds',
    renewal: 'Renewals',
    dispute: 'Disputes',
    ended: 'Ended subscriptions',
    undecided: 'Needs a decision',
    waiting: 'Still to be sent or decided by a rule',
  },
  sources: {
    page: 'Thank-you page',
    webhook: 'Webhook',
    sweep: 'Stripe, when asked',
    replay: 'Stripe’s event, taken in by hand',
  },

  sessionStatuses: {
    paid: { tone: 'good', word: 'Paid' },
    free: { tone: 'good', word: 'Free of charge' },
    pending: { tone: 'warning', word: 'Pending' },
    failed: { tone: 'bad', word: 'Failed' },
    expired: { tone: 'quiet', word: 'Abandoned' },
  } satisfies Record<SessionStatus, Word>,
  untold: { tone: 'quiet', word: 'Nothing known' } as Word,
  refundStatuses: {
    succeeded: { tone: 'good', word: 'Refunded' },
    pending: { tone: 'warning', word: 'Pending' },
    requires_action: { tone: 'warning', word: 'Waits for the buyer' },
    failed: { tone: 'bad', word: 'Failed' },
    canceled: { tone: 'quiet', word: 'Cancelled' },
  } satisfies Record<Refund['status'], Word>,
  disputeStatuses: {
    warning_needs_response: { tone: 'warning', word: 'Inquiry, answer wanted' },
    warning_under_review: { tone: 'warning', word: 'Inquiry, under review' },
    warning_closed: { tone: 'quiet', word: 'Inquiry, closed' },
    needs_response: { tone: 'warning', word: 'Answer wanted' },
    under_review: { tone: 'warning', word: 'Under review' },
    won: { tone: 'good', word: 'Won' },
    lost: { tone: 'bad', word: 'Lost' },
    prevented: { tone: 'good', word: 'Prevented' },
  } as Readonly<Record<string, Word>>,
  ended: { tone: 'quiet', word: 'Ended' } as Word,
  deliveryStates: {
    waiting: { tone: 'quiet', word: 'Waiting' },
    leased: { tone: 'quiet', word: 'Being sent' },
    sent: { tone: 'good', word: 'Sent' },
    reported: { tone: 'good', word: 'Done by the page' },
    suppressed: { tone: 'quiet', word: 'Not sent' },
    overtaken: { tone: 'quiet', word: 'No longer true' },
    dead: { tone: 'bad', word: 'Given up' },
    uncertain: { tone: 'warning', word: 'Uncertain' },
  } satisfies Record<DeliveryState, Word>,
  retried: { tone: 'warning', word: 'Failed, tried again' } as Word,
  leftByRule: { tone: 'quiet', word: 'Left by a rule, arrival unknown' } as Word,
  leftToTest: { tone: 'quiet', word: 'Done by the page, as a test' } as Word,
  withheld: { tone: 'quiet', word: 'Not sent, no consent' } as Word,
  toldByPage: { tone: 'good', word: 'Told' } as Word,
  toldAsTest: { tone: 'quiet', word: 'Pushed as a test' } as Word,
  heldByPage: { tone: 'quiet', word: 'Asked, not reported' } as Word,
  erased: 'Erased',
  erasedAhead: 'Erased before anything was told of it',
  thankYouPage: 'Page',
  nothingPlanned: 'Nowhere',
  noValue: 'none',
  noCampaign: 'unknown',
  unknownSource: 'unknown',
  searched: 'its payment is searched for',
  foreign: 'none of this property’s',
  serverContainer: (host: string): string => `Server container ${host}`,
  /** By the end of its id, which tells two of them apart. */
  removedDestination: (end: string): string => `a removed destination (…${end})`,

  emptyTitle: 'Nothing was found',
  emptyAtAll:
    'As soon as a payment is made, it appears here. The set-up says what is still missing until the first one can arrive.',
  emptyFiltered:
    'No conversion fits all of these filters. Clear some of them, or look further back where that is offered.',
  byId: (q: string): string => `Found by the id ${q}, whatever the other filters say.`,
  looked: (read: number, found: number): string => `${countEntries(read)} looked at, ${found} of them shown.`,
  reached: 'Looked back to',
  older: 'Older',
  further: 'Look further back',
  newest: 'Back to the newest',

  exportCsv: 'Save as CSV',
  exportHint: (max: number): string =>
    `The file holds what fits the filters among the newest ${max.toLocaleString('en')} conversions of these days, without personal data. Choose days to get older ones.`,
  exportCut: (max: number, day: string): string =>
    `The file ends here: ${max.toLocaleString('en')} conversions were looked at. Save those until ${day} into another file.`,
  check: 'Ask Stripe now',
  erase: 'Erase a buyer’s data',
} as const;

function countEntries(count: number): string {
  return count === 1 ? '1 conversion' : `${count.toLocaleString('en')} conversions`;
}
