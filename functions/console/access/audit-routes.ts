// The page of an account's audit trail.
import type { AuditEvent } from '../../rules/account.ts';
import { type Answer, page } from '../answer.ts';
import { createConsoleLogs } from '../logs.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { moment } from '../page/moment.ts';
import { emptyState, table } from '../page/parts.ts';
import { Refusal } from '../refusal.ts';
import type { AccountRequest, AccountRoute } from '../route.ts';
import { auditWords, auditTexts as texts } from '../texts/access-texts.ts';

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
  const events = await context.store.console.listAuditEvents(asked, createConsoleLogs(context.log).damaged);
  return page({ title: texts.title, body: toBody(request, events, before !== undefined) });
}

function toBody({ to, account }: AccountRequest, events: readonly AuditEvent[], isLater: boolean): Html {
  const path = to(`/accounts/${account.id}/audit`);
  const newest = isLater ? html`<a href="${path}">${texts.newest}</a>` : nothing;
  if (events.length === 0) return html`${emptyState(texts.none, texts.noneSentence)}${newest}`;
  const shown = events.slice(0, pageSize);
  const last = events.length > pageSize ? shown.at(-1)?.id : undefined;
  const older =
    last === undefined ? nothing : html`<a href="${path}?before=${encodeURIComponent(last)}">${texts.older}</a>`;
  const columns = [texts.when, texts.who, texts.what, texts.subject].map((label) => ({ label }));
  const rows = shown.map((event) => toRow(event, to));
  return html`<p>${texts.about}</p><div class="people stack">${table(texts.tableCaption, columns, rows)}</div><p class="actions">${newest}${older}</p>`;
}

function toRow({ atMs, email, what, about, propertyId }: AuditEvent, to: (path: string) => string): Html[] {
  const property =
    propertyId === null ? nothing : html`<a href="${to(`/properties/${propertyId}`)}">${propertyId}</a> `;
  const words = auditWords[what] ?? what;
  return [moment(atMs), html`${email ?? texts.nobody}`, html`${words}`, html`${property}${about ?? ''}`];
}
