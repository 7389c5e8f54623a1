// Decides whether a webhook's body comes from Stripe, and was sent just now; only then is it read.
import type Stripe from 'stripe';
import { loadSdk } from './load-sdk.ts';
import type { ReadEvent } from './payment-reader.ts';
import { readEventFrame, toChange } from './to-change.ts';
import type { UnknownValueListener } from './to-checkout-session.ts';
import { toWireRecord, type WireRecord } from './wire-record.ts';

/** Why a body is not taken for an event. `too_old` and `in_the_future` are about the signature's own time. */
export type EventRefusal =
  | 'missing_signature'
  | 'malformed_signature'
  | 'invalid_signature'
  | 'too_old'
  | 'in_the_future'
  | 'malformed_event';

/** An event that one of the secrets signed, or why there is none. */
export type EventVerification =
  | {
      kind: 'verified';
      event: ReadEvent;
      livemode: boolean;
      /** By Stripe's clock, whole seconds. */
      createdSeconds: number;
      /** Which of the secrets it was. */
      secretIndex: number;
    }
  | { kind: 'refused'; reason: EventRefusal };

/** How far the signature's time may be from ours, either way. The SDK takes any time to come. */
export const maxSkewSeconds = 300;

/**
 * Holds the raw body against the `Stripe-Signature` header and every secret, with the SDK's own check. Never rejects for what
 * was sent; nothing of it, and no secret, stands in the result.
 */
export async function verifyEvent(
  rawBody: Buffer,
  signatureHeader: string | undefined,
  secrets: readonly string[],
  nowMs: number,
  onUnknownValue?: UnknownValueListener,
): Promise<EventVerification> {
  if (signatureHeader === undefined || signatureHeader === '') return refuse('missing_signature');
  const signedAtSeconds = readSignatureTime(signatureHeader);
  if (signedAtSeconds === undefined) return refuse('malformed_signature');
  const { webhooks } = await loadSdk();
  const secretIndex = secrets.findIndex((secret) => isSignedWith(webhooks, secret, rawBody, signatureHeader));
  if (secretIndex === -1) return refuse('invalid_signature');
  // Only somebody who holds the secret is told about clocks.
  const ageSeconds = Math.floor(nowMs / 1000) - signedAtSeconds;
  if (ageSeconds > maxSkewSeconds) return refuse('too_old');
  if (ageSeconds < -maxSkewSeconds) return refuse('in_the_future');
  const event = parseBody(rawBody);
  const frame = event && readEventFrame(event);
  if (event === undefined || frame === undefined) return refuse('malformed_event');
  const { livemode, createdSeconds } = frame;
  return { kind: 'verified', event: toChange(event, frame, onUnknownValue), livemode, createdSeconds, secretIndex };
}

function refuse(reason: EventRefusal): EventVerification {
  return { kind: 'refused', reason };
}

/** The time of a header that holds at least one signature; of several times the last, which is the one the SDK checks. */
function readSignatureTime(header: string): number | undefined {
  const parts = header.split(',').map((part) => part.split('='));
  const time = parts.findLast(([name]) => name === 't')?.[1] ?? '';
  const isSigned = parts.some(([name, value]) => name === 'v1' && value !== undefined && value !== '');
  return isSigned && /^\d{1,12}$/.test(time) ? Number(time) : undefined;
}

function isSignedWith(webhooks: typeof Stripe.webhooks, secret: string, rawBody: Buffer, header: string): boolean {
  try {
    // A tolerance of 0 turns the SDK's own look at the time off: it knows no upper bound, and ours is absolute.
    return webhooks.signature?.verifyHeader(rawBody, header, secret, 0) === true;
  } catch {
    // Whatever the SDK throws names header and payload, and says no more than that the signature is not this secret's.
    return false;
  }
}

function parseBody(rawBody: Buffer): WireRecord | undefined {
  try {
    return toWireRecord(JSON.parse(rawBody.toString('utf8')));
  } catch {
    return undefined;
  }
}
