// What an answer of Stripe's must be at least: a proxy in between may answer 200 with JSON of its own.
import { StripeUnavailableError } from './errors.ts';
import { toWireRecord, type WireRecord } from './wire-record.ts';

/** The answer as an object of this name. Throws StripeUnavailableError. */
export function requireObject(answer: object, name: string): WireRecord {
  const record = toWireRecord(answer);
  if (record?.text('object') !== name) throw new StripeUnavailableError('malformed_answer');
  return record;
}

/** The answer, which has a list of data. Throws StripeUnavailableError. */
export function requireList<T extends { data: readonly unknown[] }>(page: T): T {
  if (!Array.isArray(page.data)) throw new StripeUnavailableError('malformed_answer');
  return page;
}
