// Whether JSON that calls itself a Checkout Session holds what the translation reads, in any API version.
import { toWireRecord, type WireRecord } from './wire-record.ts';

/** True where every part that is read is of its type, or is absent where it may be. What else there is does not matter. */
export function isWholeSession(session: WireRecord): boolean {
  return (
    session.text('id')?.startsWith('cs_') === true &&
    session.seconds('created') !== null &&
    session.flag('livemode') !== null &&
    ['mode', 'payment_status'].every((key) => session.is(key, 'string')) &&
    areTexts(session, ['currency', 'status', 'client_reference_id', 'customer_email', 'success_url', 'return_url']) &&
    areReferences(session, ['customer', 'payment_link', 'payment_intent', 'subscription']) &&
    areAmounts(session, ['amount_total', 'amount_subtotal']) &&
    hasWholeParts(session)
  );
}

/** The same for one of its line items. */
export function isWholeLine(line: unknown): boolean {
  const record = toWireRecord(line);
  return (
    record !== undefined &&
    record.text('id') !== null &&
    areTexts(record, ['description']) &&
    record.is('quantity', 'number', 'null') &&
    hasAmounts(record, ['amount_subtotal', 'amount_discount', 'amount_tax', 'amount_total']) &&
    isPart(record, 'price', (price) => areTexts(price, ['id']) && areReferences(price, ['product']))
  );
}

function hasWholeParts(session: WireRecord): boolean {
  return (
    isPart(session, 'total_details', (details) => areAmounts(details, ['amount_tax', 'amount_discount'])) &&
    isPart(session, 'shipping_cost', (cost) => hasAmounts(cost, ['amount_subtotal', 'amount_tax', 'amount_total'])) &&
    isPart(session, 'customer_details', isBuyer) &&
    isPart(session, 'presentment_details', (details) =>
      isAmountIn(details, 'presentment_currency', ['presentment_amount']),
    ) &&
    isPart(session, 'currency_conversion', (details) =>
      isAmountIn(details, 'source_currency', ['amount_total', 'amount_subtotal']),
    ) &&
    isList(session.raw['discounts'], isDiscount)
  );
}

function isBuyer(details: WireRecord): boolean {
  const address = ['line1', 'line2', 'city', 'state', 'postal_code', 'country'];
  return (
    areTexts(details, ['email', 'phone', 'name', 'individual_name']) &&
    isPart(details, 'address', (lines) => areTexts(lines, address))
  );
}

function isDiscount(value: unknown): boolean {
  const discount = toWireRecord(value);
  if (discount === undefined || !areReferences(discount, ['promotion_code', 'coupon'])) return false;
  const code = discount.record('promotion_code');
  return code === undefined || areTexts(code, ['code']);
}

function isAmountIn(part: WireRecord, currency: string, amounts: readonly string[]): boolean {
  return part.text(currency) !== null && hasAmounts(part, amounts);
}

function isPart(record: WireRecord, key: string, isWhole: (part: WireRecord) => boolean): boolean {
  const part = record.record(key);
  return part === undefined ? record.is(key, 'null') : isWhole(part);
}

function isList(value: unknown, isMember: (member: unknown) => boolean): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.every(isMember));
}

function areTexts(record: WireRecord, keys: readonly string[]): boolean {
  return keys.every((key) => record.is(key, 'string', 'null'));
}

function areReferences(record: WireRecord, keys: readonly string[]): boolean {
  return keys.every((key) => record.is(key, 'string', 'null') || record.record(key)?.text('id') != null);
}

function areAmounts(record: WireRecord, keys: readonly string[]): boolean {
  return keys.every((key) => record.is(key, 'null') || record.whole(key) !== null);
}

function hasAmounts(record: WireRecord, keys: readonly string[]): boolean {
  return keys.every((key) => record.whole(key) !== null);
}
