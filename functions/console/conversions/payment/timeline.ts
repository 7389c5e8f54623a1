// What happened to a payment and to what came of it, line by line in words, oldest first.

import type { Entry, EntryChange } from '../../../rules/entry.ts';
import type { Property } from '../../../rules/property.ts';
import { nameEntry, toStripeId } from '../../entries/describe-entry.ts';
import { type Html, html } from '../../page/html.ts';
import { moment } from '../../page/moment.ts';
import { table } from '../../page/parts.ts';
import {
  changeSources,
  changeWords,
  testChangeWords,
  paymentTexts as texts,
  wordStripeEvent,
} from '../../texts/payment-texts.ts';
import { parseDeliveryKey } from './delivery-words.ts';

/** The histories of the entries as one table. */
export function timelineOf(entries: readonly Entry[], property: Property): Html {
  const [first] = entries;
  const lines = entries
    .flatMap((entry) => entry.changes.map((change) => ({ entry, change })))
    .sort((one, other) => one.change.atMs - other.change.atMs)
    .map(({ entry, change }) => [
      moment(change.atMs),
      changeSources[change.source],
      html`${entry === first ? '' : `${nameEntry(entry)} ${toStripeId(entry)}: `}${wordChange(entry, change, property)}`,
    ]);
  const columns = [{ label: texts.when }, { label: texts.who }, { label: texts.what }];
  return html`<section><h2>${texts.timeline}</h2><div class="as-cards">${table(texts.timelineCaption, columns, lines)}</div></section>`;
}

/** One change as a sentence; what Stripe told by an event of its own is named by that. */
function wordChange(
  { livemode }: Pick<Entry, 'livemode'>,
  { what, about = '' }: EntryChange,
  property: Pick<Property, 'destinations'>,
): string {
  const words = !livemode && Object.hasOwn(testChangeWords, what) ? testChangeWords : changeWords;
  const word = Object.hasOwn(words, what) ? words[what] : undefined;
  return word === undefined ? wordStripeEvent(what) : word(parseDeliveryKey(about, property));
}
