// Says until when a page's numbers are, and what is not in them yet, with a button that brings them up to date.
import { countUncounted, type Uncounted } from '../../coverage/count-uncounted.ts';
import { listLeftDays } from '../../coverage/left-days.ts';
import { readAsOf } from '../../coverage/read-as-of.ts';
import type { DailyRollup } from '../../rules/daily-rollup.ts';
import { createConsoleLogs } from '../logs.ts';
import { form } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { moment } from '../page/moment.ts';
import { emptyState, message } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { asOfTexts as texts } from '../texts/as-of-texts.ts';
import { type ReadPeriod, toQuery } from './read-period.ts';

/** A run adds everything up once in an hour at least, however much there is. */
const standsStillAfterMs = 7_200_000;

/** Less is the time that adding up takes. */
const sameMs = 60_000;

/** What the sentences are made from. */
export interface AsOfPage {
  read: ReadPeriod;
  rollups: readonly DailyRollup[];
  /** A whole path; `/refresh` below it brings the page up to date. */
  path: string;
  /** What the address holds beside the period. */
  chosen?: Readonly<Record<string, string>>;
  /** What is recorded of the days and not in the roll-ups. */
  uncounted: Uncounted;
  /** Whether the page shows what Stripe was asked. */
  isCompared?: boolean;
}

/** The sentences with the button. Rejects as the store does. */
export async function asOfSection(request: PropertyRequest, page: AsOfPage): Promise<Html> {
  const { context, property, visitor } = request;
  const { read, rollups, path, chosen, uncounted, isCompared = false } = page;
  const { fromDay, untilDay } = read.period;
  const [allAsOfMs, allLeft] = await Promise.all([readAsOf(context.store), listLeftDays(context.store, property.id)]);
  const computedAtMs = new Map(rollups.map((rollup) => [rollup.day, rollup.computedAtMs] as const));
  const left = [...allLeft]
    .filter(([day, triedAtMs]) => day >= fromDay && day <= untilDay && (computedAtMs.get(day) ?? 0) <= triedAtMs)
    .map(([day]) => day);
  const sentences = [wordAsOf(allAsOfMs, page), ...(isCompared ? [wordLastAsked(rollups)] : [])];
  const isStill = allAsOfMs !== undefined && context.now() - allAsOfMs > standsStillAfterMs;
  const button = form({
    ...{ action: `${path}/refresh?${toQuery(read.period, chosen)}`, csrf: visitor.csrf, fields: [] },
    ...{ submit: texts.refresh, isQuiet: true },
  });
  return html`<div class="as-of"><p class="hint as-of-words">${sentences}</p>${button}</div>${uncounted.payments === 0 ? nothing : drawUncounted(request, uncounted)}${isStill ? message('warning', texts.standsStill) : nothing}${left.length === 0 ? nothing : message('warning', texts.left(left.join(', ')))}`;
}

/** How much of the page's days the roll-ups lack. Rejects as the store does. */
export async function readUncounted(
  { context, property }: PropertyRequest,
  { period }: ReadPeriod,
  rollups: readonly DailyRollup[],
): Promise<Uncounted> {
  const { damaged } = createConsoleLogs(context.log);
  return await countUncounted(context.store, { propertyId: property.id, ...period }, rollups, damaged);
}

/**
 * What stands where no roll-up tells of anything: nothing where `asOfSection` says what is recorded, and no claim about payments
 * where not all entries were looked at.
 */
export function emptyUnless(
  { payments, isMore }: Uncounted,
  { emptyTitle, empty }: { emptyTitle: string; empty: string },
): Html {
  if (payments > 0) return nothing;
  return isMore ? emptyState(texts.notCountedTitle, texts.notCounted) : emptyState(emptyTitle, empty);
}

function drawUncounted({ property, to }: PropertyRequest, uncounted: Uncounted): Html {
  const link = html`<a href="${to(`/properties/${property.id}/conversions`)}">${texts.toConversions(uncounted)}</a>`;
  return message('quiet', html`<p><strong>${texts.uncountedTitle}.</strong> ${texts.uncounted(uncounted)} ${link}</p>`);
}

/** The last day that is shown may be newer than the others: it is what people have brought up to date. */
function wordAsOf(allAsOfMs: number | undefined, { read, rollups }: AsOfPage): Html {
  const { period, today } = read;
  const lastDay = period.untilDay < today ? period.untilDay : today;
  const lastDayAsOfMs = rollups.find(({ day }) => day === lastDay)?.computedAtMs;
  const newestMs = Math.max(allAsOfMs ?? 0, lastDayAsOfMs ?? 0);
  if (newestMs === 0) return rollups.length === 0 ? html`${texts.never}` : html`${texts.open}`;
  const isBehind = newestMs - (allAsOfMs ?? 0) > sameMs && period.fromDay < lastDay;
  const earlier = isBehind ? html` ${wordEarlier(allAsOfMs)}` : nothing;
  return html`<strong>${texts.asOf} ${moment(newestMs)}.</strong>${earlier} ${texts.notIn}`;
}

/** Where nobody ever added everything up, people may have brought some days up to date, and nobody knows which. */
function wordEarlier(allAsOfMs: number | undefined): Html {
  return allAsOfMs === undefined ? html`${texts.earlierOpen}` : html`${texts.earlier} ${moment(allAsOfMs)}.`;
}

function wordLastAsked(rollups: readonly DailyRollup[]): Html {
  const askedAtMs = Math.max(0, ...rollups.map(({ stripe }) => stripe?.askedAtMs ?? 0));
  return askedAtMs === 0 ? nothing : html` ${texts.lastAsked} ${moment(askedAtMs)}.`;
}
