// The page of an account's audit trail.
import { byTerminal } from '../../properties/note-in-trail.ts';
import { type AuditEvent, findAuditExpiry, findOwningAccount } from '../../rules/account.ts';
import { type Answer, page } from '../answer.ts';
import { createConsoleLogs } from '../logs.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { moment } from '../page/moment.ts';
import { emptyState, table } from '../page/parts.ts';
import { Refusal } from '../refusal.ts';
import type { AccountRequest, AccountRoute } from '../route.ts';
import { auditWords, auditTexts as texts } from '../texts/access-texts.ts';
import { unlessDamaged } from '../unless-damaged.ts';

const pageSize = 50;

export const auditRoutes: readonly AccountRoute[] = [
  { method: 'GET', path: '/accounts/:accountId/audit', needs: 'account_owner', answer: answerAudit },
];

async function answerAudit(request: AccountRequest): Promise<Answer> {
  const { context, account, query } = request;
  const before = query.get('before') ?? undefined;
  // The store reads on from any id: one of another account would lead into that account's trail.
  if (before !== undefined && !before.startsWith(`${account.id}:`)) throw new Refusal('not_found');
  const asked = { accountId: account.id, limit: pageSize + 1, before };
  const listed = await context.store.console.listAuditEvents(asked, createConsoleLogs(context.log).damaged);
  // What is over is removed some days late.
  const events = listed.filter((event) => findAuditExpiry(event) > context.now());
  const names = await findNames(request, events.slice(0, pageSize));
  return page({ title: texts.title, body: toBody(request, { events, names, isLater: before !== undefined }) });
}

/** What the properties are called that are still of this account, by their ids. */
async function findNames(
  { context: { store }, account }: AccountRequest,
  events: readonly AuditEvent[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(events.flatMap(({ propertyId }) => propertyId ?? []))];
  const deployment = await store.console.findDeployment();
  const properties = await Promise.all(ids.map((id) => unlessDamaged(store.findProperty(id))));
  return new Map(
    properties.flatMap((property) =>
      property !== undefined && findOwningAccount(property, deployment) === account.id
        ? [[property.id, property.name || property.id] as const]
        : [],
    ),
  );
}

interface Trail {
  /** One more than is shown, where there are more. */
  events: readonly AuditEvent[];
  names: ReadonlyMap<string, string>;
  /** Whether it is not the newest part. */
  isLater: boolean;
}

function toBody({ to, account }: AccountRequest, { events, names, isLater }: Trail): Html {
  const path = to(`/accounts/${account.id}/audit`);
  const newest = isLater ? html`<a href="${path}">${texts.newest}</a>` : nothing;
  if (events.length === 0) return html`${emptyState(texts.none, texts.noneSentence)}${newest}`;
  const shown = events.slice(0, pageSize);
  const last = events.length > pageSize ? shown.at(-1)?.id : undefined;
  const older =
    last === undefined ? nothing : html`<a href="${path}?before=${encodeURIComponent(last)}">${texts.older}</a>`;
  const columns = [texts.when, texts.who, texts.what, texts.subject].map((label) => ({ label }));
  const rows = shown.map((event) => toRow(event, names, to));
  return html`<p>${texts.about}</p><div class="people as-cards">${table(texts.tableCaption, columns, rows)}</div><p class="actions">${newest}${older}</p>`;
}

function toRow(event: AuditEvent, names: ReadonlyMap<string, string>, to: (path: string) => string): Html[] {
  const { atMs, what, propertyId } = event;
  const name = propertyId === null ? undefined : names.get(propertyId);
  const property =
    name === undefined ? html`${propertyId ?? ''}` : html`<a href="${to(`/properties/${propertyId}`)}">${name}</a>`;
  const about = toSubject(event, name);
  const between = propertyId === null || about === '' ? '' : ': ';
  return [moment(atMs), html`${toWho(event)}`, html`${auditWords[what] ?? what}`, html`${property}${between}${about}`];
}

function toWho({ email, about }: AuditEvent): string {
  return email ?? (about?.endsWith(byTerminal) ? texts.terminal : texts.nobody);
}

/** Beside the property's name; empty where that, or who did it, says it already. */
function toSubject({ email, about }: AuditEvent, name: string | undefined): string {
  const subject = about?.endsWith(byTerminal) ? about.slice(0, -byTerminal.length) : (about ?? '');
  return subject === name || subject === email ? '' : subject;
}
