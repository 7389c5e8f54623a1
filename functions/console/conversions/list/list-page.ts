// The list of a property's conversions, newest first, by filters and by page.
import type { Entry } from '../../../rules/entry.ts';
import { findOccurredAtMs } from '../../../rules/entry-index.ts';
import { isBareTombstone, isErased } from '../../../rules/erased-session.ts';
import type { Origins } from '../../../rules/origin.ts';
import { concernsPages, findOutcome, pageDestination } from '../../../rules/purchase-outcome.ts';
import type { EntryPosition } from '../../../store/store.ts';
import type { Page } from '../../answer.ts';
import { findStanding, nameEntry, toOriginText, toStripeId, toValueText } from '../../entries/describe-entry.ts';
import { createConsoleLogs } from '../../logs.ts';
import { hintView } from '../../page/hint-view.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { moment } from '../../page/moment.ts';
import { badge, emptyState, table } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { conversionTexts as texts } from '../../texts/conversion-texts.ts';
import { describeDelivery } from '../describe-delivery.ts';
import { nameDestination } from '../name-destination.ts';
import { readOrigins } from '../read-origins.ts';
import { maxExported } from './export-csv.ts';
import { filterForm } from './filter-form.ts';
import { type Found, findEntries } from './find-entries.ts';
import { findSource } from './match-entry.ts';
import { type Filters, readFilters, toCursor, toFilterQuery } from './read-filters.ts';

/** So many lines a page. */
const pageSize = 50;
/** So many entries are looked at for one page; a search for little goes on by a link. */
const maxRead = 2_000;

/** The page for the filters and the place that the address names. Rejects as the store does. */
export async function listPage(request: PropertyRequest): Promise<Page> {
  const { context, property, query, to } = request;
  const { store, now } = context;
  const logs = createConsoleLogs(context.log);
  const read = readFilters(query, property);
  const found = await findEntries(store, {
    ...{ propertyId: property.id, filters: read.filters, after: read.after },
    ...{ maxFound: pageSize, maxRead, onDamaged: logs.damaged },
  });
  const origins = await readOrigins(store, found.entries, now());
  const path = to(`/properties/${property.id}/conversions`);
  const lines = found.entries.map((entry) => toLine(request, entry, origins.get(entry.id), path));
  return {
    title: texts.title,
    section: '/conversions',
    body: html`<p>${texts.lead}</p>
${hintView(context.findHint?.('conversions', property.id))}
${filterForm({ action: path, property, read })}
${found.isById ? html`<p class="hint">${texts.byId(read.filters.q)}</p>` : nothing}
${lines.length === 0 ? empty(read.filters) : html`<div class="as-cards wide">${table(texts.caption, columns, lines)}</div>`}
${paging(request, read.filters, found, read.after)}
${more(request, read.filters)}`,
  };
}

const columns = [
  { label: texts.columns.when },
  { label: texts.columns.what },
  { label: texts.columns.status },
  { label: texts.columns.value, isNumber: true },
  { label: texts.columns.campaign },
  { label: texts.columns.source },
  { label: texts.columns.destinations },
];

function toLine({ property }: PropertyRequest, entry: Entry, origins: Origins | undefined, path: string): Html[] {
  const { tone, word } = findStanding(entry);
  const source = findSource(entry);
  return [
    moment(findOccurredAtMs(entry)),
    html`<div><a href="${path}/${toStripeId(entry)}">${nameEntry(entry)}</a>${noteOf(entry)}</div>`,
    badge(tone, word),
    html`${toValueText(entry, property) || texts.noValue}`,
    html`${(origins && toOriginText(origins.last)) || texts.noCampaign}`,
    html`${source === undefined ? texts.unknownSource : texts.sources[source]}`,
    destinationsOf(property, entry),
  ];
}

function noteOf(entry: Entry): Html {
  if (entry.kind === 'session') {
    const word = isBareTombstone(entry) ? texts.erasedAhead : texts.erased;
    return isErased(entry) ? html`<span class="hint">${word}</span>` : nothing;
  }
  if (entry.resolution.state === 'orphan') return html`<span class="hint">${texts.searched}</span>`;
  return entry.resolution.state === 'foreign' ? html`<span class="hint">${texts.foreign}</span>` : nothing;
}

function destinationsOf(property: PropertyRequest['property'], entry: Entry): Html {
  const lines = Object.values(entry.deliveries).map((delivery) => {
    const { tone, word } = describeDelivery(entry, delivery);
    return html`<li>${nameDestination(property, delivery.destinationId)} ${badge(tone, word)}</li>`;
  });
  const page = pageOf(property, entry);
  if (lines.length === 0 && page === nothing) return html`${texts.nothingPlanned}`;
  return html`<ul class="plain">${page}${lines}</ul>`;
}

function pageOf(property: PropertyRequest['property'], entry: Entry): Html {
  if (entry.kind !== 'session' || entry.events.purchase === undefined || !concernsPages(entry, property))
    return nothing;
  const isTold = findOutcome(entry, pageDestination, property) === 'sent';
  const told = entry.livemode ? texts.toldByPage : texts.toldAsTest;
  const { tone, word } = isTold ? told : texts.heldByPage;
  return html`<li>${texts.thankYouPage} ${badge(tone, word)}</li>`;
}

function empty(filters: Filters): Html {
  const isFiltered = Object.values({ ...filters, mode: '' }).some((value) => value !== '');
  return emptyState(texts.emptyTitle, isFiltered ? texts.emptyFiltered : texts.emptyAtAll);
}

/** How far was looked, and the way on and back with all filters. */
function paging(
  { property, to }: PropertyRequest,
  filters: Filters,
  { entries, read, end }: Found,
  after: EntryPosition | undefined,
): Html {
  if (end === undefined && after === undefined) return nothing;
  const path = to(`/properties/${property.id}/conversions`);
  const label = entries.length === pageSize ? texts.older : texts.further;
  const on =
    end === undefined
      ? nothing
      : html`<a class="button quiet" rel="next" href="${path}?${toFilterQuery(filters, { after: toCursor(end, property.id) })}">${label}</a>`;
  const back =
    after === undefined
      ? nothing
      : html`<a class="button quiet" href="${path}?${toFilterQuery(filters)}">${texts.newest}</a>`;
  const reached = end === undefined ? nothing : html` ${texts.reached} ${moment(end.occurredAtMs)}.`;
  return html`<p class="hint">${texts.looked(read, entries.length)}${reached}</p><p class="actions">${back}${on}</p>`;
}

function more({ property, role, to }: PropertyRequest, filters: Filters): Html {
  const base = to(`/properties/${property.id}`);
  const ofOwner =
    role === 'owner'
      ? html`<a class="button quiet" href="${base}/conversions/check">${texts.check}</a><a class="button quiet" href="${base}/erase">${texts.erase}</a>`
      : nothing;
  return html`<div class="actions"><a class="button quiet" href="${base}/conversions.csv?${toFilterQuery(filters)}" download>${texts.exportCsv}</a>${ofOwner}</div><p class="hint">${texts.exportHint(maxExported)}</p>`;
}
