// The page that compares what Stripe counts with what was recorded and told, and explains the difference in words.
import {
  type CoverageSum,
  countDays,
  type DestinationSum,
  findGrain,
  findOwnPaid,
  findTold,
  splitPeriod,
  sumCoverage,
  withDestinations,
} from '../../rules/coverage-sum.ts';
import type { DailyRollup } from '../../rules/daily-rollup.ts';
import type { DestinationSettings } from '../../rules/destination.ts';
import type { Property } from '../../rules/property.ts';
import { pageDestination } from '../../rules/purchase-outcome.ts';
import type { Page } from '../answer.ts';
import { form } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { moment } from '../page/moment.ts';
import { emptyState, facts, message } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { explain, coverageTexts as texts, unrecordedTexts, unsentTexts } from '../texts/coverage-texts.ts';
import { type ChartCell, chartFigure } from './chart-figure.ts';
import { differenceTable } from './difference-table.ts';
import { periodForm } from './period-form.ts';
import { type ReadPeriod, readPeriod, toQuery } from './read-period.ts';
import { scopeNote, settingsNote } from './settings-note.ts';

/** The page for the period that the address names. `problem` is a sentence about what just went wrong. Rejects as the store does. */
export async function coveragePage(request: PropertyRequest, problem?: string): Promise<Page> {
  const { context, property, query, role, to, visitor } = request;
  const nowMs = context.now();
  const read = readPeriod(query, property, nowMs);
  const own = listOwn(property, read.period.mode).map(({ id }) => id);
  const stored = await context.store.listRollups({ propertyId: property.id, ...read.period });
  const rollups = stored.map((rollup) => withDestinations(rollup, own));
  const path = to(`/properties/${property.id}/coverage`);
  const check =
    role === 'owner'
      ? html`<section class="panel"><h2>${texts.checkTitle}</h2><p>${texts.checkHint}</p>${form({ action: `${path}/check?${toQuery(read.period)}`, csrf: visitor.csrf, fields: [], submit: texts.check })}</section>`
      : nothing;
  return {
    title: texts.title,
    section: '/coverage',
    scripts: ['charts.js'],
    body: html`<p>${texts.lead}</p>${problem === undefined ? nothing : message('bad', problem)}
${periodForm({ action: path, read, nowMs })}
${settingsNote(property, stored, read.today)}
${isEmpty(rollups) ? emptyState(texts.emptyTitle, texts.empty) : describe(property, read, rollups)}
${check}`,
  };
}

function isEmpty(rollups: readonly DailyRollup[]): boolean {
  return rollups.every(({ checkouts, clicks, stripe }) => checkouts + clicks + (stripe?.paidSessions ?? 0) === 0);
}

function describe(property: Property, read: ReadPeriod, rollups: readonly DailyRollup[]): Html {
  const { fromDay, untilDay, mode } = read.period;
  const names = nameDestinations(property, mode, rollups);
  const ids = [...names.keys()];
  const sum = sumCoverage(rollups, ids);
  return html`${summary(sum, names, countDays(fromDay, untilDay), rollups)}
<section><h2>${texts.chartTitle}</h2>${picture(read, rollups, names)}</section>
<section><h2>${texts.whyTitle}</h2>${scopeNote(property, rollups)}${differenceTable(sum, names)}</section>`;
}

function summary(
  sum: CoverageSum,
  names: ReadonlyMap<string, string>,
  days: number,
  rollups: readonly DailyRollup[],
): Html {
  const own = findOwnPaid(sum);
  const paid = own === null ? texts.paidNotAsked : String(own);
  const partly =
    sum.askedDays < days && own !== null
      ? html` <span class="hint">${texts.paidPartly(sum.askedDays, days, sum.comparablePurchases)}</span>`
      : nothing;
  const computedAtMs = Math.max(...rollups.map((rollup) => rollup.computedAtMs));
  return html`<section><h2>${texts.summary}</h2>${facts([
    [texts.paid, html`${paid}${partly}`],
    [texts.recorded, String(sum.purchases)],
    ...(sum.pending > 0 ? [[texts.pending, String(sum.pending)] as const] : []),
    ...sum.destinations.map(
      (destination) => [texts.told(nameOf(names, destination)), String(findTold(destination))] as const,
    ),
    [texts.computed, moment(computedAtMs)],
  ])}</section>`;
}

function picture(
  { period, today }: ReadPeriod,
  rollups: readonly DailyRollup[],
  names: ReadonlyMap<string, string>,
): Html {
  const grain = findGrain(countDays(period.fromDay, period.untilDay));
  const steps = splitPeriod({ ...period, today }, rollups);
  const rows = steps.map((step) => {
    const sum = sumCoverage(step.rollups, [...names.keys()]);
    const own = findOwnPaid(sum);
    const numbers: ChartCell[] = [
      { text: own === null ? '–' : String(own), value: own },
      { text: String(sum.purchases), value: sum.purchases },
      ...sum.destinations.map((destination) => ({ text: String(findTold(destination)), value: findTold(destination) })),
      { text: String(sum.unrecorded.get('out_of_scope') ?? 0) },
      { text: listDifferences(sum, names) },
    ];
    const label = grain === 'month' ? step.fromDay.slice(0, 7) : step.fromDay;
    // A line to what is not over yet would look as if sales fell.
    return { label: texts.extents[step.extent](label), cells: numbers, isDrawn: step.extent === 'whole' };
  });
  return chartFigure({
    id: 'coverage',
    kind: 'lines',
    caption: texts.chartCaption(
      grain,
      rows.every(({ isDrawn }) => isDrawn),
    ),
    rowLabel: texts.step[grain],
    columns: [
      { label: texts.paid, isSeries: true },
      { label: texts.recorded, isSeries: true },
      ...[...names.values()].map((name) => ({ label: texts.told(name), isSeries: true })),
      { label: texts.others },
      { label: texts.why, isText: true },
    ],
    rows,
    summary: texts.chartSummary,
  });
}

/** `this ledger: 1 nobody told of it; GA4 G-SHOP: 2 on its way, 1 no consent` */
function listDifferences(sum: CoverageSum, names: ReadonlyMap<string, string>): string {
  const toText = (counts: Iterable<[string, number]>, words: typeof unsentTexts): string =>
    [...counts].map(([word, count]) => `${count} ${explain(words, word).label}`).join(', ');
  const unasked = sum.purchases - sum.comparablePurchases;
  const unrecorded = [...sum.unrecorded].filter(([word]) => word !== 'out_of_scope');
  const places = [
    [texts.ledger, toText(unrecorded, unrecordedTexts)] as const,
    ...sum.destinations.map((destination) => {
      const lost = [...destination.unsent].filter(([word]) => word !== 'by_page');
      return [nameOf(names, destination), toText(lost, unsentTexts)] as const;
    }),
    ...(unasked > 0 ? [[texts.notAsked, sum.paidSessions === null ? '' : texts.unasked(unasked)] as const] : []),
  ];
  const told = places.filter(([place, what]) => what !== '' || place === texts.notAsked);
  // Of a day that Stripe was not asked about nobody knows whether anything is missing.
  const otherwise = sum.paidSessions === null ? texts.notAsked : texts.nothingMissing;
  return told.map(([place, what]) => (what === '' ? place : `${place}: ${what}`)).join('; ') || otherwise;
}

function nameOf(names: ReadonlyMap<string, string>, { destinationId }: DestinationSum): string {
  return names.get(destinationId) ?? texts.removed(destinationId);
}

function listOwn({ destinations }: Pick<Property, 'destinations'>, mode: string): DestinationSettings[] {
  return destinations.filter((destination) => destination.mode === mode);
}

/** The property's own destinations of the mode, then those that roll-ups know besides, pages among them. */
function nameDestinations(
  property: Pick<Property, 'destinations'>,
  mode: string,
  rollups: readonly DailyRollup[],
): Map<string, string> {
  const names = new Map(
    listOwn(property, mode).map((destination) => [
      destination.id,
      destination.kind === 'ga4' ? `GA4 ${destination.measurementId}` : new URL(destination.url).host,
    ]),
  );
  for (const { destinationId } of rollups.flatMap((rollup) => rollup.destinations)) {
    if (names.has(destinationId)) continue;
    names.set(destinationId, destinationId === pageDestination ? texts.pages : texts.removed(destinationId));
  }
  return names;
}
