// What pages of added-up days say about how far they are: until when, what is not in them yet, and what Stripe was asked about.
import type { Uncounted } from '../../coverage/count-uncounted.ts';
import type { UnaskedReason } from '../../rules/unasked-days.ts';

export const asOfTexts = {
  asOf: 'As of',
  earlier: 'Earlier days as of',
  earlierOpen: 'Earlier days may not be complete yet.',
  open: 'These days may not be complete yet. What is missing is added by itself.',
  notIn:
    'What was bought, refunded or sent since then is not in yet. It is added by itself, mostly within five minutes, and within an hour where very much is sold.',
  lastAsked: 'Stripe was last asked about these days at',
  never:
    'Nothing was added up yet. It happens by itself some minutes after a payment; where it does not, the check-up says why.',
  standsStill:
    'Nothing was added up for more than two hours, so these numbers stand still. The check-up says what keeps it from going on.',
  left: (days: string): string =>
    `These days could not be added up when something on them changed last, and stand as they were before: ${days}. They are tried again every day or two.`,
  refresh: 'Refresh',
  uncountedTitle: 'Recorded, not counted yet',
  /** Payments that the list of conversions shows and these numbers do not have yet. */
  uncounted: ({ payments, isMore }: Uncounted): string =>
    `${isMore ? `At least ${payments} payments are` : payments === 1 ? '1 payment is' : `${payments} payments are`} recorded and not counted here yet. Choose Refresh to count ${payments === 1 && !isMore ? 'it' : 'them'} now; by itself it takes some minutes.`,
  /** Only the newest of what is recorded was looked at, and none of it was such a payment; of the rest nothing is known. */
  notCountedTitle: 'Nothing is counted of these days',
  notCounted:
    'None of the newest that is recorded of these days is such a payment. Older ones, if there are any, show up here once they are added up, which happens by itself. All that is recorded stands under Conversions.',
  toConversions: ({ payments, isMore }: Uncounted): string =>
    `See ${payments === 1 && !isMore ? 'it' : 'them'} under Conversions`,
} as const;

/** Why Stripe was not asked about days, in a few words, and what it means. */
export const unaskedTexts: Readonly<Record<UnaskedReason, { label: string; meaning: string }>> = {
  not_over: {
    label: 'not over yet',
    meaning: 'Stripe is asked about a day in the first hours after it, by UTC.',
  },
  soon: {
    label: 'not asked yet',
    meaning:
      'Stripe is asked by itself within some hours. Where it is not by tomorrow, the check-up says what keeps it from answering.',
  },
  no_key: {
    label: 'no Stripe key',
    meaning:
      'Without a key for these payments, live or test, nobody can ask Stripe. An owner stores one under Settings, Stripe keys.',
  },
  before_property: {
    label: 'before this property',
    meaning: 'The property was not there yet, so that Stripe is not asked about these days.',
  },
  too_late: {
    label: 'too long ago',
    meaning: 'Stripe is asked about the last ten days and no further back, so that this is not known any more.',
  },
};

export const comparedTexts = {
  title: 'Not compared with Stripe',
  lead: 'Of these days it is not known whether payments are missing here:',
  days: (count: number): string => (count === 1 ? '1 day' : `${count} days`),
  unasked: (labels: string): string => `not compared with Stripe: ${labels}`,
  recorded: (count: number): string => `${count} recorded on such days`,
  /** Where nothing is missing. `days` are those that are shown, `asked` those of them that Stripe was asked about. */
  nothingMissing: (asked: number, days: number, hasDestinations: boolean): string =>
    `${toScope(asked, days)}${hasDestinations ? ' Everything that is recorded was told.' : ' There is no destination that it could be told to.'}`,
  nothing: 'nothing is missing',
} as const;

function toScope(asked: number, days: number): string {
  if (asked === 0) return 'Whether anything is missing is not known: Stripe was asked about none of these days.';
  if (asked === days) {
    return days === 1
      ? 'On this day, everything that was paid at Stripe is recorded.'
      : `On these ${days} days, everything that was paid at Stripe is recorded.`;
  }
  return `On the ${asked === 1 ? 'one day' : `${asked} days`} that Stripe was asked about, of ${days}, everything that was paid is recorded.`;
}
