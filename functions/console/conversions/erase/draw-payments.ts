// Draws the payments of a buyer as an owner needs to know them before they are erased: what was sold, and who was told.
import type { Delivery } from '../../../rules/delivery.ts';
import type { SessionEntry } from '../../../rules/entry.ts';
import { findOccurredAtMs } from '../../../rules/entry-index.ts';
import { isErased } from '../../../rules/erased-session.ts';
import type { Property } from '../../../rules/property.ts';
import { concernsPages, findOutcome, pageDestination } from '../../../rules/purchase-outcome.ts';
import { findStanding, nameEntry, toStripeId, toValueText } from '../../entries/describe-entry.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { moment } from '../../page/moment.ts';
import { badge, table } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { eraseTexts as texts } from '../../texts/erase-texts.ts';
import { nameDestination } from '../name-destination.ts';

/** The table, without anything that tells who bought. */
export function drawPayments({ property, to }: PropertyRequest, payments: readonly SessionEntry[]): Html {
  const base = to(`/properties/${property.id}/conversions`);
  const rows = payments.map((entry) => {
    const { tone, word } = findStanding(entry);
    const before = isErased(entry) ? html`<span class="hint">${texts.erasedBefore}</span>` : nothing;
    const told = listTold(property, [entry]);
    return [
      moment(findOccurredAtMs(entry)),
      html`<div><a href="${base}/${toStripeId(entry)}">${nameEntry(entry)}</a>${before}</div>`,
      html`${toValueText(entry, property) || texts.noValue}`,
      badge(tone, word),
      html`${told.length === 0 ? texts.toldNobody : told.join(', ')}`,
    ];
  });
  const { when, what, value, status, told } = texts.columns;
  const columns = [
    { label: when },
    { label: what },
    { label: value, isNumber: true },
    { label: status },
    { label: told },
  ];
  return html`<div class="as-cards">${table(texts.caption, columns, rows)}</div>`;
}

/** Who was told of any of the payments, or may have been, as people call it; each once. */
export function listTold(property: Property, payments: readonly SessionEntry[]): string[] {
  const names = payments.flatMap((entry) => [
    ...Object.values(entry.deliveries)
      .filter(mayHaveArrived)
      .map(({ destinationId }) => nameDestination(property, destinationId)),
    ...(isToldByPage(property, entry) ? [texts.thankYouPage] : []),
  ]);
  return [...new Set(names)];
}

function mayHaveArrived({ state, mayBeTaken }: Delivery): boolean {
  return state === 'sent' || state === 'uncertain' || mayBeTaken;
}

function isToldByPage(property: Property, entry: SessionEntry): boolean {
  return concernsPages(entry, property) && findOutcome(entry, pageDestination, property) === 'sent';
}
