// The page of an account's members.
import type { Membership, Role } from '../../../rules/account.ts';
import { form, radioField, textField } from '../../page/fields.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { moment } from '../../page/moment.ts';
import { message, table } from '../../page/parts.ts';
import type { AccountRequest } from '../../route.ts';
import { accountTexts, roleNames, memberTexts as texts } from '../../texts/access-texts.ts';
import { readOrigin } from '../cookie-place.ts';
import { listMembers } from '../people/change-members.ts';

/** What was sent and could not be taken, beside what is wrong with it. */
export interface MembersFaults {
  /** About the table. */
  table?: string;
  invite?: { email: string; role: string; emailError?: string | undefined; roleError?: string | undefined };
  /** A name that is none. */
  name?: string;
}

/** The page's own part: who is there, who may be asked in, and the account's name. */
export async function toMembersBody(request: AccountRequest, faults: MembersFaults = {}): Promise<Html> {
  const members = await listMembers(request.context, request.account.id);
  return html`<p>${texts.about}</p>
${faults.table === undefined ? nothing : message('bad', faults.table)}
${toTable(request, members)}
${toInvitation(request, faults.invite)}
${toRenaming(request, faults.name)}`;
}

function toTable(request: AccountRequest, members: readonly Membership[]): Html {
  const { user } = request.visitor;
  const rows = members.map((member) => {
    const { email, role, userId, createdAtMs } = member;
    const note = email === user.email ? texts.you : userId === null ? texts.waiting : undefined;
    return [
      html`${email}${note === undefined ? nothing : html` <span class="hint">${note}</span>`}`,
      roleNames[role],
      moment(createdAtMs),
      html`<div class="actions">${toRoleForm(request, member)}${toRemoveForm(request, member)}</div>`,
    ];
  });
  const labels = [texts.email, texts.role, texts.since, texts.actions];
  const columns = labels.map((label) => ({ label }));
  return html`<div class="people as-cards">${table(texts.tableCaption, columns, rows)}</div>`;
}

function toRoleForm(request: AccountRequest, { email, role }: Membership): Html {
  const other: Role = role === 'owner' ? 'viewer' : 'owner';
  const word = other === 'owner' ? texts.makeOwner : texts.makeViewer;
  const hidden = html`<input type="hidden" name="email" value="${email}"><input type="hidden" name="role" value="${other}">`;
  const button = html`<button class="quiet">${word}<span class="unseen">${texts.whom(email)}</span></button>`;
  return toRowForm(request, '/members/role', hidden, button);
}

function toRemoveForm(request: AccountRequest, { email }: Membership): Html {
  const hidden = html`<input type="hidden" name="email" value="${email}">`;
  const button = html`<button class="danger">${texts.remove}<span class="unseen">${texts.whom(email)}</span></button>`;
  return toRowForm(request, '/members/remove', hidden, button);
}

function toRowForm({ to, account, visitor }: AccountRequest, path: string, hidden: Html, button: Html): Html {
  return html`<form method="post" action="${to(`/accounts/${account.id}${path}`)}"><input type="hidden" name="csrf" value="${visitor.csrf}">${hidden}${button}</form>`;
}

function toInvitation(request: AccountRequest, typed: MembersFaults['invite']): Html {
  const { to, account, visitor, context } = request;
  const choices = (['viewer', 'owner'] as const).map((role) => ({
    value: role,
    label: roleNames[role],
    hint: texts.roleHints[role],
  }));
  const email = textField({
    name: 'email',
    label: texts.askEmail,
    type: 'email',
    value: typed?.email,
    error: typed?.emailError,
    isRequired: true,
  });
  const role = radioField({
    name: 'role',
    label: texts.askRole,
    choices,
    value: typed?.role ?? 'viewer',
    error: typed?.roleError,
  });
  const about =
    context.issuer === undefined ? texts.askWithoutIssuer : texts.askAbout(`${readOrigin(request)}${to('/')}`);
  const action = to(`/accounts/${account.id}/members`);
  const invite = form({ action, csrf: visitor.csrf, fields: [email, role], submit: texts.askSubmit });
  return html`<h2>${texts.askTitle}</h2><p>${about}</p>${invite}`;
}

function toRenaming({ to, account, visitor }: AccountRequest, typed: string | undefined): Html {
  const error = typed === undefined ? undefined : accountTexts.nameFault;
  const fields = textField({
    name: 'name',
    label: texts.renameLabel,
    value: typed ?? account.name,
    error,
    isRequired: true,
  });
  const action = to(`/accounts/${account.id}/name`);
  const rename = form({ action, csrf: visitor.csrf, fields, submit: texts.renameSubmit });
  return html`<h2>${texts.renameTitle}</h2>${rename}`;
}
