// The way from a click on a payment link to the payment, as a picture with its numbers.
import { sumCoverage } from '../../rules/coverage-sum.ts';
import type { DailyRollup } from '../../rules/daily-rollup.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { coverageTexts as texts } from '../texts/coverage-texts.ts';
import { chartFigure } from './chart-figure.ts';

/** The section; nothing where nothing happened. */
export function funnelFigure(rollups: readonly DailyRollup[]): Html {
  const { clicks, checkouts, purchases } = sumCoverage(rollups);
  if (clicks + checkouts === 0) return nothing;
  const steps = [
    { label: texts.clicks, count: clicks, before: undefined },
    { label: texts.checkouts, count: checkouts, before: clicks },
    { label: texts.purchases, count: purchases, before: checkouts },
  ];
  return html`<section><h2>${texts.funnelTitle}</h2>${chartFigure({
    id: 'funnel',
    kind: 'bars',
    isCount: true,
    caption: texts.funnelCaption,
    nothingDrawn: texts.funnelCaption,
    rowLabel: texts.stage,
    columns: [{ label: texts.number, isSeries: true }, { label: texts.ofBefore }],
    rows: steps.map(({ label, count, before }) => ({
      label,
      cells: [{ text: String(count), value: count }, { text: toShare(count, before) }],
    })),
    summary: texts.funnelSummary,
  })}<p class="hint">${texts.funnelNote}</p></section>`;
}

/** More than all is said as it is: not every checkout begins with a click. */
function toShare(count: number, before: number | undefined): string {
  return before === undefined || before === 0 ? '–' : `${Math.round((count / before) * 100)} %`;
}
