// The page of what campaigns brought, gross and net of refunds, one table for each currency, and the way from click to payment.
import {
  type CampaignField,
  type CampaignRow,
  type CurrencyRows,
  campaignFields,
  listCampaignRows,
  toTotal,
} from '../../rules/campaign-rows.ts';
import type { DailyRollup, TouchKind } from '../../rules/daily-rollup.ts';
import { toMajor } from '../../rules/money.ts';
import { sumMoney, sumOtherDisputes, toNetMinor } from '../../rules/money-sum.ts';
import type { Page } from '../answer.ts';
import { selectField } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { moneyText } from '../page/money-text.ts';
import { message, table } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { campaignTexts as texts } from '../texts/coverage-texts.ts';
import { asOfSection, emptyUnless, readUncounted } from './as-of.ts';
import { chartFigure } from './chart-figure.ts';
import { funnelFigure } from './funnel-figure.ts';
import { periodForm } from './period-form.ts';
import { readPeriod } from './read-period.ts';
import { settingsNote } from './settings-note.ts';

/** How many rows a table has; the rest is put together. */
const maxRows = 100;
/** How many of them the picture shows. */
const maxBars = 10;

/** The page for the period, touch and field that the address names. Rejects as the store does. */
export async function campaignsPage(request: PropertyRequest): Promise<Page> {
  const { context, property, query, to } = request;
  const nowMs = context.now();
  const read = readPeriod(query, property, nowMs);
  const touch: TouchKind = query.get('touch') === 'first' ? 'first' : 'last';
  const by = campaignFields.find((field) => field === query.get('by')) ?? 'campaign';
  const rollups = await context.store.listRollups({ propertyId: property.id, ...read.period });
  const lists = listCampaignRows(rollups, touch, by);
  const chosen = { touch, by };
  const path = to(`/properties/${property.id}/campaigns`);
  const more = { fields: choiceFields(touch, by), chosen, isChosen: touch !== 'last' || by !== 'campaign' };
  const uncounted = await readUncounted(request, read, rollups);
  const asOf = await asOfSection(request, { read, rollups, path, chosen, uncounted });
  return {
    title: texts.title,
    section: '/campaigns',
    scripts: ['charts.js'],
    body: html`<p>${texts.lead}</p>
${periodForm({ action: path, read, nowMs, more })}
${asOf}
${settingsNote(property, rollups, read.today)}
${lists.length === 0 ? emptyUnless(uncounted, texts) : lists.map((list) => currencySection(list, by))}
${lists.length === 0 ? nothing : html`<p class="hint">${texts.unknownNote}</p><p class="hint">${texts.disputedNote}</p>`}
${otherDisputes(rollups)}
${funnelFigure(rollups)}
${renewalsSection(rollups)}`,
  };
}

function choiceFields(touch: TouchKind, by: CampaignField): Html {
  const touches = (['last', 'first'] as const).map((value) => ({ value, label: texts[value] }));
  const fields = campaignFields.map((value) => ({ value, label: texts.fields[value] }));
  return html`${selectField({ name: 'touch', label: texts.touch, choices: touches, value: touch })}${selectField({ name: 'by', label: texts.by, choices: fields, value: by })}`;
}

function currencySection({ currency, rows, total }: CurrencyRows, by: CampaignField): Html {
  const code = currency.toUpperCase();
  const shown = rows.slice(0, maxRows);
  const rest = rows.slice(maxRows);
  const toCell = (minor: number) => ({ text: moneyText(minor, currency), value: toMajor(minor, currency) });
  const toRow = (label: string, row: Omit<CampaignRow, 'name'>, isDrawn: boolean) => ({
    ...{ label, isDrawn },
    cells: [
      { text: String(row.conversions) },
      toCell(row.grossMinor),
      toCell(row.refundedMinor),
      toCell(row.disputedMinor),
      toCell(row.netMinor),
    ],
  });
  const hasDisputes = total.disputedMinor > 0;
  return html`<section><h2>${texts.heading(code)}</h2>${chartFigure({
    id: `campaigns-${currency}`,
    kind: 'bars',
    caption: texts.caption(code, texts.fields[by].toLowerCase(), hasDisputes),
    nothingDrawn: texts.nothingDrawn,
    rowLabel: texts.fields[by],
    columns: [
      { label: texts.conversions },
      { label: texts.gross },
      { label: texts.refunded, isSeries: true },
      { label: texts.disputed, isSeries: hasDisputes },
      { label: texts.net, isSeries: true },
    ],
    rows: [
      ...shown.map((row, index) => toRow(row.name ?? texts.unknown, row, index < maxBars)),
      ...(rest.length === 0 ? [] : [toRow(texts.rest(rest.length), toTotal(rest), false)]),
      toRow(texts.total, total, false),
    ],
    summary: texts.tableSummary(code),
  })}</section>`;
}

/** Money of another currency is said as it is, because nobody knows by which rate it would be taken off. */
function otherDisputes(rollups: readonly DailyRollup[]): Html {
  const sums = sumOtherDisputes(rollups.flatMap(({ money, renewals }) => [...money, ...renewals.money]));
  if (sums.length === 0) return nothing;
  const amounts = sums.map(([currency, amountMinor]) => moneyText(amountMinor, currency)).join(', ');
  return message('warning', texts.otherDisputes(amounts));
}

function renewalsSection(rollups: readonly DailyRollup[]): Html {
  const sums = sumMoney(rollups.map(({ renewals }) => renewals.money));
  if (sums.length === 0) return nothing;
  const rows = sums.map((money) => [
    money.currency.toUpperCase(),
    String(money.count),
    ...[money.grossMinor, money.refundedMinor, money.disputedMinor ?? 0, toNetMinor(money)].map((minor) =>
      moneyText(minor, money.currency),
    ),
  ]);
  const numbers = [texts.renewalCount, texts.gross, texts.refunded, texts.disputed, texts.net];
  const columns = [{ label: texts.currency }, ...numbers.map((label) => ({ label, isNumber: true }))];
  return html`<section><h2>${texts.renewals}</h2><div class="as-cards">${table(texts.renewalsLead, columns, rows)}</div></section>`;
}
