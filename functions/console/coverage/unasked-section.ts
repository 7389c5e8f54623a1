// Says about which days Stripe was not asked, and why, so that nobody takes them for days on which nothing is missing.
import type { DailyRollup } from '../../rules/daily-rollup.ts';
import type { Property } from '../../rules/property.ts';
import { countUnasked, type UnaskedReason } from '../../rules/unasked-days.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { comparedTexts as texts, unaskedTexts } from '../texts/as-of-texts.ts';
import type { ReadPeriod } from './read-period.ts';

/** The section; nothing where Stripe was asked about every day. */
export function unaskedSection(property: Property, read: ReadPeriod, rollups: readonly DailyRollup[]): Html {
  const unasked = findUnasked(property, read, rollups);
  if (unasked.size === 0) return nothing;
  const lines = [...unasked].map(([reason, days]) => {
    const { label, meaning } = unaskedTexts[reason];
    return html`<li><strong>${texts.days(days)}, ${label}.</strong> ${meaning}</li>`;
  });
  return html`<section><h2>${texts.title}</h2><p>${texts.lead}</p><ul>${lines}</ul></section>`;
}

/** How many of the days that are shown Stripe was not asked about, by why. `days` are those of a part of them. */
export function findUnasked(
  property: Property,
  { period, today }: ReadPeriod,
  rollups: readonly DailyRollup[],
  days: { fromDay: string; untilDay: string } = period,
): Map<UnaskedReason, number> {
  const { fromDay, untilDay } = days;
  const asked = new Set(rollups.flatMap(({ day, stripe }) => (stripe === null ? [] : [day])));
  return countUnasked({ property, mode: period.mode, fromDay, untilDay, today }, asked);
}

/** The reasons in few words, such as `not over yet`; empty where Stripe was asked about every day. */
export function wordUnasked(unasked: ReadonlyMap<UnaskedReason, number>): string {
  return [...unasked.keys()].map((reason) => unaskedTexts[reason].label).join(', ');
}
