// The sentences about asking Stripe now and taking an event in by hand.
import type { SweepCount } from '../../delivery/sweep-report.ts';

export const checkTexts = {
  title: 'Ask Stripe now',
  back: 'All conversions',
  lead: 'By itself, Tilltag asks Stripe once an hour for events that its webhook did not bring. Here you can ask at once, for this property alone. What is known already is not counted twice.',
  period: 'How far back',
  periods: {
    day: 'The last day',
    days: 'The last 3 days',
    month: 'The last 30 days, which is as far as Stripe’s memory goes',
  },
  noPeriod: 'Choose how far back to ask.',
  submit: 'Ask now',
  foundTitle: 'What was found',
  nothing: 'Nothing new, and nothing was due.',
  incomplete: 'There was more than fits into one answer. Ask again, and it goes on from there.',
  failures: 'Not everything went well',
  replayTitle: 'Take in one event by hand',
  replayLead:
    'For one event of Stripe’s that never came here, or of which something was not sent. What of it was never sent is sent; what was given up is tried again; what arrived stays as it is. Stripe knows its events for 30 days, and lists them under Developers → Events.',
  event: 'Event ID',
  eventHint: 'It begins with evt_.',
  noEvent:
    'This is not the id of an event of Stripe’s, or only a part of it. It begins with evt_ and stands in Stripe under Developers → Events.',
  replaySubmit: 'Take it in',
  replayed: 'The event was taken in.',
  toPayment: 'See the payment',
  unknownEvent:
    'Stripe does not know this event for the keys of this property. It keeps events for 30 days; check the id and the account.',
  ignored: (why: string): string => `The event is ignored: ${why}.`,
  failed: (why: string): string => `The event could not be read: ${why}.`,
} as const;

/** What was counted, in the order in which it is told; what is not here concerns nobody who reads a page. */
export const countWords: Readonly<Partial<Record<SweepCount, string>>> = {
  applied: 'Events that were not known yet',
  repeated: 'Events that were known already',
  ignored: 'Events that are none of this property’s',
  sent: 'Sent',
  retried: 'Failed, and tried again later',
  postponed: 'Put off, because something is missing for now',
  dead: 'Given up',
  uncertain: 'May or may not have arrived; a person decides',
  awaiting_rule: 'May or may not have arrived; the rule of the destination decides',
  suppressed: 'Not sent, by consent or settings',
  reported: 'Not sent, because a page did it',
  overtaken: 'Not sent, because what happened next made it untrue',
  revived: 'Given up earlier, and tried again',
  resolved: 'Refunds, renewals or disputes matched with their payment',
  unresolved: 'Refunds, renewals or disputes whose payment is still searched for',
  damaged: 'Stored records that cannot be read',
};
