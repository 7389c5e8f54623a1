// The table of everything that is missing somewhere: where, why, how much, and what to do about it.
import { type CoverageSum, findOwnPaid } from '../../rules/coverage-sum.ts';
import { type Html, html } from '../page/html.ts';
import { badge, table } from '../page/parts.ts';
import {
  type Explained,
  explain,
  coverageTexts as texts,
  unrecordedTexts,
  unsentTexts,
} from '../texts/coverage-texts.ts';

interface Difference {
  where: string;
  count: number | undefined;
  why: Explained;
}

/** The table, or a sentence where nothing is missing. `names` are those of the destinations, by their ids. */
export function differenceTable(sum: CoverageSum, names: ReadonlyMap<string, string>): Html {
  const differences = listDifferences(sum, names);
  if (differences.length === 0) return html`<p>${texts.allThere}</p>`;
  return html`<div class="as-cards">${table(
    texts.whyCaption,
    [{ label: texts.where }, { label: texts.reason }, { label: texts.count, isNumber: true }, { label: texts.meaning }],
    differences.map(({ where, count, why }) => [
      where,
      badge(why.tone, why.label),
      count === undefined ? '–' : String(count),
      why.meaning,
    ]),
  )}</div>`;
}

function listDifferences(sum: CoverageSum, names: ReadonlyMap<string, string>): Difference[] {
  const notAsked: Explained = { label: texts.notAsked, tone: 'quiet', meaning: texts.notAskedMeaning };
  return [
    ...(findOwnPaid(sum) === null ? [{ where: texts.ledger, count: undefined, why: notAsked }] : []),
    ...[...sum.unrecorded].map(([word, count]) => ({
      where: texts.ledger,
      count,
      why: explain(unrecordedTexts, word),
    })),
    ...sum.destinations.flatMap(({ destinationId, unsent }) =>
      [...unsent]
        // What a page told is there.
        .filter(([word]) => word !== 'by_page')
        .map(([word, count]) => ({
          where: names.get(destinationId) ?? destinationId,
          count,
          why: explain(unsentTexts, word),
        })),
    ),
  ];
}
