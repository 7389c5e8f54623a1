// The list of somebody's accounts, and the form for another one.
import { type Answer, page, pageAgain } from '../../answer.ts';
import { form, textField } from '../../page/fields.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { emptyState, message, table } from '../../page/parts.ts';
import type { PersonRequest } from '../../route.ts';
import { roleNames, accountTexts as texts } from '../../texts/access-texts.ts';
import { parseAccountName } from '../parse-account-name.ts';
import { createAccount, mayCreateAccounts } from '../people/create-account.ts';
import { listOwnAccounts, type OwnAccount } from '../people/memberships.ts';

/** The one account that somebody has, else the list of them. */
export async function answerHome({ context, visitor, to }: PersonRequest): Promise<Answer> {
  const [first, second] = await listOwnAccounts(context, visitor.user);
  const isOnly = first !== undefined && second === undefined;
  return { kind: 'redirect', to: to(isOnly ? `/accounts/${first.account.id}` : '/accounts') };
}

/** The list. */
export async function answerAccounts(request: PersonRequest): Promise<Answer> {
  const accounts = await listOwnAccounts(request.context, request.visitor.user);
  return page({ title: texts.title, body: toBody(request, accounts) });
}

/** Makes an account and shows it. */
export async function answerCreateAccount(request: PersonRequest): Promise<Answer> {
  const { context, visitor, form: sent, to } = request;
  const accounts = await listOwnAccounts(context, visitor.user);
  if (!mayCreateAccounts(context, visitor.user, accounts)) {
    return { kind: 'page', status: 403, page: { title: texts.notYours, body: message('bad', texts.notYoursWhy) } };
  }
  const typed = sent.get('name') ?? '';
  const name = parseAccountName(typed);
  if (name === undefined) return pageAgain({ title: texts.title, body: toBody(request, accounts, typed) });
  const { id } = await createAccount(context, visitor.user, name);
  return { kind: 'redirect', to: to(`/accounts/${id}?notice=created`) };
}

/** `typed` is a name that could not be taken. */
function toBody(request: PersonRequest, accounts: readonly OwnAccount[], typed?: string): Html {
  const { context, visitor } = request;
  const canCreate = mayCreateAccounts(context, visitor.user, accounts);
  const list =
    accounts.length === 0
      ? emptyState(texts.none, canCreate ? texts.noneYours : texts.noneAtAll)
      : html`<p>${texts.about}</p>${toTable(request, accounts)}`;
  return html`${list}${canCreate ? toForm(request, typed) : nothing}`;
}

function toTable({ to }: PersonRequest, accounts: readonly OwnAccount[]): Html {
  const rows = accounts.map(({ account: { id, name }, role }) => [
    html`<a href="${to(`/accounts/${id}`)}">${name}</a>`,
    roleNames[role],
  ]);
  return table(texts.tableCaption, [{ label: texts.name }, { label: texts.role }], rows);
}

function toForm({ to, visitor }: PersonRequest, typed: string | undefined): Html {
  const { nameLabel: label, nameHint: hint } = texts;
  const error = typed === undefined ? undefined : texts.nameFault;
  const fields = textField({ name: 'name', label, hint, value: typed, error, isRequired: true });
  const create = form({ action: to('/accounts'), csrf: visitor.csrf, fields, submit: texts.createSubmit });
  return html`<h2>${texts.createTitle}</h2><p>${texts.createAbout}</p>${create}`;
}
