// The page that compares what Stripe counts with what was recorded and told, and explains the difference in words.
import {
  type CoverageSum,
  countDays,
  type DestinationSum,
  findOwnPaid,
  findTold,
  sumCoverage,
  withDestinations,
} from '../../rules/coverage-sum.ts';
import type { DailyRollup } from '../../rules/daily-rollup.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { pageDestination } from '../../rules/purchase-outcome.ts';
import type { Page } from '../answer.ts';
import { form } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { facts, message, unbroken } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { coverageTexts as texts } from '../texts/coverage-texts.ts';
import { asOfSection, emptyUnless, readUncounted } from './as-of.ts';
import { coverageFigure } from './coverage-figure.ts';
import { differenceTable } from './difference-table.ts';
import { nameDestinations, wordTold } from './name-destinations.ts';
import { periodForm } from './period-form.ts';
import { type ReadPeriod, readPeriod, toQuery } from './read-period.ts';
import { scopeNote, settingsNote } from './settings-note.ts';
import { unaskedSection } from './unasked-section.ts';

/** The page for the period that the address names. `problem` is a sentence about what just went wrong. Rejects as the store does. */
export async function coveragePage(request: PropertyRequest, problem?: string): Promise<Page> {
  const { context, property, query, to } = request;
  const nowMs = context.now();
  const read = readPeriod(query, property, nowMs);
  const own = property.destinations.filter(({ mode }) => mode === read.period.mode).map(({ id }) => id);
  const stored = await context.store.listRollups({ propertyId: property.id, ...read.period });
  const rollups = stored.map((rollup) => withDestinations(rollup, own));
  const path = to(`/properties/${property.id}/coverage`);
  const uncounted = await readUncounted(request, read, rollups);
  const asOf = await asOfSection(request, { read, rollups, path, uncounted, isCompared: true });
  return {
    title: texts.title,
    section: '/coverage',
    scripts: ['charts.js'],
    body: html`<p>${texts.lead}</p>${problem === undefined ? nothing : message('bad', problem)}
${periodForm({ action: path, read, nowMs })}
${asOf}
${settingsNote(property, stored, read.today)}
${isEmpty(rollups) ? emptyUnless(uncounted, texts) : describe(property, read, rollups)}
${unaskedSection(property, read, rollups)}
${checkForm(request, read, path)}`,
  };
}

function checkForm({ property, role, visitor }: PropertyRequest, { period }: ReadPeriod, path: string): Html {
  if (role !== 'owner') return nothing;
  const hasKey = property.stripeKeys[period.mode] !== null;
  const action = `${path}/check?${toQuery(period)}`;
  const body = hasKey
    ? html`<p>${texts.checkHint}</p>${form({ action, csrf: visitor.csrf, fields: [], submit: texts.check })}`
    : html`<p>${texts.checkNeedsKey}</p>`;
  return html`<section class="panel"><h2>${texts.checkTitle}</h2>${body}</section>`;
}

function isEmpty(rollups: readonly DailyRollup[]): boolean {
  return rollups.every(({ checkouts, clicks, stripe }) => checkouts + clicks + (stripe?.paidSessions ?? 0) === 0);
}

function describe(property: Property, read: ReadPeriod, rollups: readonly DailyRollup[]): Html {
  const names = nameDestinations(property, read.period.mode, rollups);
  const sum = sumCoverage(rollups, [...names.keys()]);
  const days = countDays(read.period.fromDay, read.period.untilDay);
  return html`${summary(sum, { names, days, mode: read.period.mode })}${isOfTests(read, sum) ? html`<p class="hint">${texts.pushedAsTest}</p>` : nothing}
<section><h2>${texts.chartTitle}</h2>${coverageFigure({ property, read, rollups, names })}</section>
<section><h2>${texts.whyTitle}</h2>${scopeNote(property, rollups)}${differenceTable(sum, names, days)}</section>`;
}

/** Whether pages pushed what is shown, as tests. */
function isOfTests({ period }: ReadPeriod, { destinations }: CoverageSum): boolean {
  const pages = destinations.find(({ destinationId }) => destinationId === pageDestination);
  return period.mode === 'test' && pages !== undefined && findTold(pages) > 0;
}

interface Shown {
  /** Of the destinations, by id. */
  names: ReadonlyMap<string, string>;
  days: number;
  mode: StripeMode;
}

function summary(sum: CoverageSum, { names, days, mode }: Shown): Html {
  const own = findOwnPaid(sum);
  const paid = own === null ? texts.paidNotAsked : String(own);
  const partly =
    sum.askedDays < days && own !== null
      ? html` <span class="hint">${texts.paidPartly(sum.askedDays, days, sum.comparablePurchases)}</span>`
      : nothing;
  const told = (destination: DestinationSum) => {
    const { destinationId } = destination;
    const label = wordTold(destinationId, names.get(destinationId) ?? '', mode);
    return [unbroken(label), String(findTold(destination))] as const;
  };
  return html`<section><h2>${texts.summary}</h2>${facts([
    [texts.paid, html`${paid}${partly}`],
    [texts.recorded, String(sum.purchases)],
    ...(sum.pending > 0 ? [[texts.pending, String(sum.pending)] as const] : []),
    ...sum.destinations.map(told),
  ])}</section>`;
}
