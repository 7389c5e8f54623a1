// The properties of an account, each with where its set-up stands and the last payment that was seen.
import { forEachAtOnce } from '../../delivery/for-each-at-once.ts';
import { findOwningAccount } from '../../rules/account.ts';
import { findOccurredAtMs } from '../../rules/entry-index.ts';
import type { Property } from '../../rules/property.ts';
import { type Answer, page } from '../answer.ts';
import { nameEntry, toValueText } from '../entries/describe-entry.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { moment } from '../page/moment.ts';
import { badge, emptyState, table } from '../page/parts.ts';
import type { AccountRequest } from '../route.ts';
import { propertyListTexts as texts } from '../texts/setup-texts.ts';
import { readSetupFacts, type SetupFacts, sharersAgeMs, toDamageListener } from './setup-facts.ts';
import { countSteps, findSteps } from './setup-steps.ts';

const readsAtOnce = 10;

/** So many properties stand on a page: each takes a question to the database. */
const shownAtOnce = 50;

/** The page of an account. */
export async function showProperties(request: AccountRequest): Promise<Answer> {
  const { account, role } = request;
  const { all, own: properties } = await listOwnProperties(request);
  const isOwner = role === 'owner';
  const add = isOwner
    ? html`<p><a class="button" href="${request.to(`/accounts/${account.id}/properties/new`)}">${texts.add}</a></p>`
    : nothing;
  if (properties.length === 0) {
    const sentence = isOwner ? texts.empty : texts.emptyForViewer;
    return page({ title: account.name, body: html`${emptyState(texts.emptyTitle, sentence)}${add}` });
  }
  const { shown, links } = toPart(request, properties);
  const facts = await readFacts(request, shown, all);
  const rows = shown.map((property) => toRow(request, property, facts.get(property.id)));
  const { name, hostnames, setup, payment } = texts.columns;
  const columns = [{ label: name }, { label: hostnames }, { label: setup }, { label: payment }];
  return page({
    title: account.name,
    body: html`<div class="as-cards">${table(texts.caption, columns, rows)}</div>${links}${add}`,
  });
}

/** The part of the list that the address asks for, by the number of its page, and the ways to the parts beside it. */
function toPart({ to, account, query }: AccountRequest, all: readonly Property[]): { shown: Property[]; links: Html } {
  const count = Math.ceil(all.length / shownAtOnce);
  const asked = Number(query.get('page'));
  const number = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), count) : 1;
  const shown = all.slice((number - 1) * shownAtOnce, number * shownAtOnce);
  if (count < 2) return { shown, links: nothing };
  const link = (page: number, words: string): Html =>
    page < 1 || page > count ? nothing : html`<a href="${to(`/accounts/${account.id}?page=${page}`)}">${words}</a>`;
  const place = texts.place((number - 1) * shownAtOnce + 1, (number - 1) * shownAtOnce + shown.length, all.length);
  const links = html`<p class="actions"><span>${place}</span>${link(number - 1, texts.previous)}${link(number + 1, texts.next)}</p>`;
  return { shown, links };
}

/** Those that belong to the account; what a terminal made belongs to the deployment's own. */
async function listOwnProperties({ context, account }: AccountRequest): Promise<{ all: Property[]; own: Property[] }> {
  const { store } = context;
  const [all, deployment] = await Promise.all([
    store.listProperties(toDamageListener(context)),
    store.console.findDeployment(),
  ]);
  return { all, own: all.filter((property) => findOwningAccount(property, deployment) === account.id) };
}

/** The facts by which the overview judges, so that both say the same; none of what is being deleted. */
async function readFacts(
  { context }: AccountRequest,
  properties: readonly Property[],
  all: readonly Property[],
): Promise<ReadonlyMap<string, SetupFacts>> {
  const read = new Map<string, SetupFacts>();
  const kept = properties.filter(({ removalStartedAtMs }) => removalStartedAtMs === undefined);
  const faults: unknown[] = [];
  await forEachAtOnce(kept, readsAtOnce, async (property) => {
    try {
      read.set(property.id, await readSetupFacts(context, property, sharersAgeMs.overview, async () => all));
    } catch (error) {
      faults.push(error);
    }
  });
  if (faults.length > 0) throw faults[0];
  return read;
}

function toRow({ to }: AccountRequest, property: Property, facts: SetupFacts | undefined): Html[] {
  const { id, name, hostnames } = property;
  return [
    html`<a href="${to(`/properties/${id}`)}">${name === '' ? id : name}</a>`,
    html`${hostnames.join(', ')}`,
    drawState(facts, to(`/properties/${id}`)),
    drawNewest(property, facts),
  ];
}

/** How far the set-up is, or that it has all come to an end. */
function drawState(facts: SetupFacts | undefined, base: string): Html {
  if (facts === undefined) {
    return html`${badge('warning', texts.beingDeleted)} <a href="${base}/settings/manage">${texts.finishDeleting}</a>`;
  }
  const { done, all, isOver } = countSteps(findSteps(facts));
  return isOver ? badge('good', texts.setupDone) : html`<a href="${base}/setup">${texts.setupOpen(done, all)}</a>`;
}

/** Of what is being deleted it is not known: its payments go with it. */
function drawNewest(property: Property, facts: SetupFacts | undefined): Html {
  if (facts === undefined) return html`${texts.unknownPayment}`;
  const [entry] = facts.entries;
  if (entry === undefined) return html`${texts.noPayment}`;
  const parts = [nameEntry(entry), toValueText(entry, property)];
  return html`${moment(findOccurredAtMs(entry))}<span class="hint">${parts.filter((part) => part !== '').join(', ')}</span>`;
}
