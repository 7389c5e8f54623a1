// The table of everything that is missing somewhere: where, why, how much, and what to do about it.
import type { CoverageSum } from '../../rules/coverage-sum.ts';
import { type Html, html } from '../page/html.ts';
import { badge, table, unbroken } from '../page/parts.ts';
import { comparedTexts } from '../texts/as-of-texts.ts';
import { coverageTexts as texts } from '../texts/coverage-texts.ts';
import { type Explained, explain, unrecordedTexts, unsentTexts } from '../texts/missing-texts.ts';

interface Difference {
  where: string;
  count: number;
  why: Explained;
}

/**
 * The table, or a sentence where nothing is missing, which names the days that it is true of. `names` are those of the
 * destinations, by their ids; `days` how many days are shown.
 */
export function differenceTable(sum: CoverageSum, names: ReadonlyMap<string, string>, days: number): Html {
  const differences = listDifferences(sum, names);
  if (differences.length === 0) {
    return html`<p>${comparedTexts.nothingMissing(sum.askedDays, days, sum.destinations.length > 0)}</p>`;
  }
  return html`<div class="as-cards">${table(
    texts.whyCaption,
    [{ label: texts.where }, { label: texts.reason }, { label: texts.count, isNumber: true }, { label: texts.meaning }],
    differences.map(({ where, count, why }) => [
      unbroken(where),
      badge(why.tone, why.label),
      String(count),
      why.meaning,
    ]),
  )}</div>`;
}

function listDifferences(sum: CoverageSum, names: ReadonlyMap<string, string>): Difference[] {
  return [
    ...[...sum.unrecorded].map(([word, count]) => ({ where: texts.here, count, why: explain(unrecordedTexts, word) })),
    ...sum.destinations.flatMap(({ destinationId, unsent }) =>
      [...unsent]
        // What a page told is there.
        .filter(([word]) => word !== 'by_page')
        .map(([word, count]) => ({ where: names.get(destinationId) ?? '', count, why: explain(unsentTexts, word) })),
    ),
  ];
}
