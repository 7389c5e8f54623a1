// Puts an event and a hit into names and values that a person reads at a glance.
import type { HitItem } from '../../google/parse-hits.ts';
import type { ObservedHit } from './page-records.ts';

/** A name as it travels, and its value. */
export type Fact = readonly [string, string];

/** Keys of an event that say nothing at a glance, or are shown in parts. */
const leftOut = ['ecommerce', 'user_data', 'meta_user_data'];

/** What the event holds, without what is empty; of objects within it, the parts that tags read most. */
export function toConversionFacts(event: Record<string, unknown>): Fact[] {
  const { items, ...ecommerce }: Record<string, unknown> = Object(event['ecommerce']);
  return [
    ...toFacts(event, '').filter(([name]) => !leftOut.includes(name)),
    ...toFacts(ecommerce, 'ecommerce.'),
    ...toItems('ecommerce.items', Array.isArray(items) ? items : []),
    ...toFacts(Object(event['user_data']), 'user_data.'),
    ...toFacts(Object(event['meta_user_data']), 'meta_user_data.'),
  ];
}

/** What GA4 was told. */
export function toHitFacts({ sentBy, eventName, measurementId, currency, items, parameters }: ObservedHit): Fact[] {
  return [
    ...toFacts({ event: eventName, 'sent by': sentBy, ...parameters, currency }, ''),
    ...toItems('items', items),
    ...toFacts({ stream: measurementId }, ''),
  ];
}

function toFacts(values: Record<string, unknown>, prefix: string): Fact[] {
  return Object.entries(values)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '')
    .map(([name, value]) => [prefix + name, shorten(String(value))]);
}

function toItems(name: string, items: readonly HitItem[]): Fact[] {
  const texts = items.map(
    (item) => `${item.quantity ?? 1} × ${item.item_name ?? item.item_id ?? '?'} at ${item.price ?? '?'}`,
  );
  return texts.length === 0 ? [] : [[name, texts.join(', ')]];
}

const longest = 40;

/** The ends of a long value tell it from another; the whole one stands in the raw push. */
export function shorten(text: string): string {
  return text.length <= longest || text.includes(' ') ? text : `${text.slice(0, 18)}…${text.slice(-8)}`;
}
