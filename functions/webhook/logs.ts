// Every line that the webhook function logs: one per event, and of what is refused only as many as a person reads.
import { LRUCache } from 'lru-cache';
import { toCauseFields, toStackField } from '../http/cause-fields.ts';
import type { HttpError } from '../http/http-error.ts';
import type { Log, LogFields, Severity } from '../http/log.ts';
import { createTokenBuckets } from '../http/token-buckets.ts';
import { redact } from '../rules/redact.ts';
import { isHandledEventType } from '../stripe/webhook-event-types.ts';
import { shortId } from './short-id.ts';

/** What is known of a request; filled in as it is understood. */
export interface EventNote {
  startedAtMs: number;
  trace: string | undefined;
  /** Only of a property that exists. */
  propertyId?: string;
  /** Only of an event whose signature was right. */
  stripeEvent?: { id: string; type: string; livemode: boolean };
  /** What the event is about. */
  objectId?: string;
}

export interface WebhookLogs {
  eventRecorded(note: EventNote, outcome: 'recorded' | 'repeat'): void;
  eventIgnored(note: EventNote, reason: string): void;
  /** `askedId` is the property that the address names, whether it exists or not. */
  requestRefused(note: EventNote, error: HttpError, askedId: string | undefined): void;
  unknownStripeValue(note: EventNote, field: string, value: string): void;
  tallyUnwritten(propertyId: string, error: unknown): void;
}

/** Reasons that speak of a wrong set-up; the others are what an account's other business looks like. */
const setUpReasons = new Set(['wrong_mode', 'connected_account']);

/** Of each reason and property, so many lines at once and then one a minute. */
const lineLimit = { perSecond: 1 / 60, burst: 3, maxKeys: 1_000 };

/** The function's log lines, written to `log`. */
export function createWebhookLogs(log: Log, now: () => number): WebhookLogs {
  const lines = createTokenBuckets({ ...lineLimit, now });
  const leftOut = new LRUCache<string, number>({ max: lineLimit.maxKeys });

  function write(severity: Severity, message: string, event: string, note: EventNote, more: LogFields = {}): void {
    log(severity, message, {
      event,
      route: '/webhooks/stripe',
      property_id: note.propertyId,
      ...toEventFields(note),
      latencyMs: Math.round(now() - note.startedAtMs),
      'logging.googleapis.com/trace': note.trace,
      ...more,
    });
  }

  /** How many lines of this key were left out since the last, `undefined` where this one is to be left out as well. */
  function admitLine(key: string): number | undefined {
    const count = leftOut.get(key) ?? 0;
    if (lines.take(key) > 0) {
      leftOut.set(key, count + 1);
      return undefined;
    }
    leftOut.delete(key);
    return count;
  }

  return {
    eventRecorded: (note, outcome) =>
      outcome === 'recorded'
        ? write('INFO', 'The event was recorded.', 'event_recorded', note)
        : write('INFO', 'The event came a second time.', 'event_repeated', note),
    eventIgnored: (note, reason) =>
      write(
        setUpReasons.has(reason) ? 'WARNING' : 'INFO',
        ignoredSentences[reason] ?? 'The event is none of this property’s.',
        'event_ignored',
        note,
        { reason },
      ),
    requestRefused(note, error, askedId) {
      // Made-up ids share one key, or else each of them could write a line.
      const count = admitLine(`${error.code} ${note.propertyId ?? ''}`);
      if (count === undefined) return;
      write(toSeverity(error), error.message, error.code, note, {
        property_id: askedId,
        ...(count > 0 && { left_out: count }),
        ...toCauseFields(error.cause),
        ...(error.code === 'internal' && toStackField(error.cause)),
      });
    },
    unknownStripeValue: (note, field, value) =>
      write('WARNING', 'Stripe sent a value that is not known yet.', 'unknown_stripe_value', note, {
        field,
        value: redact(value).slice(0, 60),
      }),
    tallyUnwritten(propertyId, error) {
      if (admitLine('tally_unwritten') === undefined) return;
      log('WARNING', 'What was counted could not be written; it is kept and tried again.', {
        event: 'tally_unwritten',
        property_id: propertyId,
        ...toCauseFields(error),
      });
    },
  };
}

const ignoredSentences: Readonly<Record<string, string>> = {
  unknown_type: 'Events of this type are not needed; the webhook endpoint need not send them.',
  connected_account: 'The event is of a connected account, whose payments no property has.',
  wrong_mode:
    'The event is of the other mode than the webhook secret that it came with. Store the secret of the live endpoint as live and that of the test endpoint as test.',
  out_of_scope: 'The payment is out of the property’s scope.',
};

/** What cannot hold a secret or an address; looking for them would be a good part of an event's cost. */
const eventIdPattern = /^evt_[A-Za-z0-9]{1,60}$/;

function toEventFields({ stripeEvent, objectId }: EventNote): LogFields {
  return {
    ...(stripeEvent !== undefined && {
      stripe_event: eventIdPattern.test(stripeEvent.id) ? stripeEvent.id : redact(stripeEvent.id).slice(0, 64),
      stripe_type: isHandledEventType(stripeEvent.type) ? stripeEvent.type : redact(stripeEvent.type).slice(0, 64),
      livemode: stripeEvent.livemode,
    }),
    ...(objectId !== undefined && { object: shortId(objectId) }),
  };
}

function toSeverity({ status, code }: HttpError): Severity {
  // Stripe did send it, and what it tells is lost unless somebody acts.
  if (status >= 500 || code === 'malformed_event') return 'ERROR';
  return quietCodes.has(code) ? 'INFO' : 'WARNING';
}

/** What anybody who scans the internet provokes. */
const quietCodes = new Set(['not_found', 'method_not_allowed', 'invalid_request', 'body_too_large', 'rate_limited']);
