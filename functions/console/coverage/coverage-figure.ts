// The picture of what was paid, recorded and told over time, with the reasons for what is missing in the table behind it.
import {
  type CoverageSum,
  countDays,
  findGrain,
  findOwnPaid,
  findTold,
  splitPeriod,
  sumCoverage,
} from '../../rules/coverage-sum.ts';
import type { DailyRollup } from '../../rules/daily-rollup.ts';
import { toDay } from '../../rules/day.ts';
import type { Property } from '../../rules/property.ts';
import type { Html } from '../page/html.ts';
import { comparedTexts } from '../texts/as-of-texts.ts';
import { coverageTexts as texts } from '../texts/coverage-texts.ts';
import { explain, unrecordedTexts, unsentTexts } from '../texts/missing-texts.ts';
import { type ChartCell, chartFigure } from './chart-figure.ts';
import { wordTold } from './name-destinations.ts';
import type { ReadPeriod } from './read-period.ts';
import { findUnasked, wordUnasked } from './unasked-section.ts';

/** What the picture is drawn from. */
export interface CoverageFigure {
  property: Property;
  read: ReadPeriod;
  rollups: readonly DailyRollup[];
  /** Of the destinations, by id. */
  names: ReadonlyMap<string, string>;
}

/** The figure, one row for each day, week or month. */
export function coverageFigure(figure: CoverageFigure): Html {
  const { property, read, rollups, names } = figure;
  const { period, today } = read;
  const grain = findGrain(countDays(period.fromDay, period.untilDay));
  const firstDay = toDay(property.createdAtMs);
  const steps = splitPeriod({ ...period, today }, rollups);
  const rows = steps.map((step) => {
    const sum = sumCoverage(step.rollups, [...names.keys()]);
    const own = findOwnPaid(sum);
    const cells: ChartCell[] = [
      { text: own === null ? '–' : String(own), value: own },
      { text: String(sum.purchases), value: sum.purchases },
      ...sum.destinations.map((destination) => ({ text: String(findTold(destination)), value: findTold(destination) })),
      { text: String(sum.unrecorded.get('out_of_scope') ?? 0) },
      { text: listDifferences(sum, names, wordUnasked(findUnasked(property, read, step.rollups, step))) },
    ];
    const label = grain === 'month' ? step.fromDay.slice(0, 7) : step.fromDay;
    // A line to what is not over yet would look as if sales fell, and one from before there was anything as if they rose.
    const isDrawn = step.extent === 'whole' && (step.untilDay >= firstDay || step.rollups.length > 0);
    return { label: texts.extents[step.extent](label), cells, isDrawn };
  });
  return chartFigure({
    id: 'coverage',
    kind: 'lines',
    isCount: true,
    caption: texts.chartCaption(
      grain,
      steps.every(({ extent }) => extent === 'whole'),
    ),
    nothingDrawn: texts.nothingDrawn(grain),
    rowLabel: texts.step[grain],
    columns: [
      { label: texts.paid, isSeries: true },
      { label: texts.recorded, isSeries: true },
      ...[...names].map(([id, name]) => ({ label: wordTold(id, name, period.mode), isSeries: true })),
      { label: texts.others },
      { label: texts.why, isText: true },
    ],
    rows,
    summary: texts.chartSummary,
  });
}

/** `Tilltag: 1 nobody told of it; GA4 G-SHOP: 2 on its way, 1 no consent`; `unasked` in words why Stripe was not asked. */
function listDifferences(sum: CoverageSum, names: ReadonlyMap<string, string>, unasked: string): string {
  const toText = (counts: Iterable<[string, number]>, words: typeof unsentTexts): string =>
    [...counts].map(([word, count]) => `${count} ${explain(words, word).label}`).join(', ');
  const unrecorded = [...sum.unrecorded].filter(([word]) => word !== 'out_of_scope');
  const places = [
    [texts.here, toText(unrecorded, unrecordedTexts)] as const,
    ...sum.destinations.map((destination) => {
      const lost = [...destination.unsent].filter(([word]) => word !== 'by_page');
      return [names.get(destination.destinationId) ?? '', toText(lost, unsentTexts)] as const;
    }),
  ];
  const told = places.filter(([, what]) => what !== '').map(([place, what]) => `${place}: ${what}`);
  // Of a day that Stripe was not asked about nobody knows whether anything is missing.
  return [...told, ...listUnasked(sum, unasked)].join('; ') || comparedTexts.nothing;
}

function listUnasked(sum: CoverageSum, unasked: string): string[] {
  if (unasked === '') return [];
  const recorded = sum.purchases - sum.comparablePurchases;
  const isPartly = sum.paidSessions !== null && recorded > 0;
  return [`${comparedTexts.unasked(unasked)}${isPartly ? `, ${comparedTexts.recorded(recorded)}` : ''}`];
}
