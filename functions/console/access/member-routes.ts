// Who is in an account: asking in, roles, removing, leaving, and the account's name.
import type { Role } from '../../rules/account.ts';
import { metaEmail } from '../../rules/email-address.ts';
import { type Answer, page, pageAgain } from '../answer.ts';
import type { AccountRequest, AccountRoute } from '../route.ts';
import { auditTexts, memberTexts as texts } from '../texts/access-texts.ts';
import { writeAudit } from './audit.ts';
import { isOfDomains } from './openid/identity.ts';
import { type MembersFaults, toMembersBody } from './pages/members-page.ts';
import { parseAccountName } from './parse-account-name.ts';
import { changeRole, inviteMember, type MemberChange, removeMember } from './people/change-members.ts';

const path = '/accounts/:accountId/members';

export const memberRoutes: readonly AccountRoute[] = [
  {
    method: 'GET',
    path,
    needs: 'account_owner',
    answer: async (request) => page({ title: texts.title, body: await toMembersBody(request) }),
  },
  { method: 'POST', path, needs: 'account_owner', answer: answerInvite },
  { method: 'POST', path: `${path}/role`, needs: 'account_owner', answer: answerRole },
  { method: 'POST', path: `${path}/remove`, needs: 'account_owner', answer: answerRemove },
  { method: 'POST', path: '/accounts/:accountId/leave', needs: 'account_viewer', answer: answerLeave },
  { method: 'POST', path: '/accounts/:accountId/name', needs: 'account_owner', answer: answerRename },
];

async function answerInvite(request: AccountRequest): Promise<Answer> {
  const { context, account, form } = request;
  const typed = { email: form.get('email') ?? '', role: form.get('role') ?? '' };
  const email = parseEmail(typed.email);
  const role = parseRole(typed.role);
  const { domains } = context.settings.console;
  const emailError = findEmailFault(email, domains);
  if (email === undefined || emailError !== undefined || role === undefined) {
    const roleError = role === undefined ? texts.faults.role : undefined;
    return await again(request, { invite: { ...typed, emailError, roleError } });
  }
  if ((await inviteMember(context, { accountId: account.id, email, role })) === 'exists') {
    return await again(request, { invite: { ...typed, emailError: texts.faults.already } });
  }
  await writeAudit(request, { what: 'member_invited', about: email });
  return toMembers(request);
}

function findEmailFault(email: string | undefined, domains: readonly string[]): string | undefined {
  if (email === undefined) return texts.faults.email;
  return domains.length === 0 || isOfDomains(email, domains) ? undefined : texts.faults.domain(domains);
}

async function answerRole(request: AccountRequest): Promise<Answer> {
  const { context, account, form } = request;
  const email = parseEmail(form.get('email') ?? '');
  const role = parseRole(form.get('role') ?? '');
  if (email === undefined || role === undefined) return await again(request, { table: texts.faults.gone });
  const change = await changeRole(context, account.id, email, role);
  if (change !== 'changed') return await again(request, { table: toFault(change) });
  await writeAudit(request, { what: role === 'owner' ? 'member_made_owner' : 'member_made_viewer', about: email });
  return toMembers(request);
}

async function answerRemove(request: AccountRequest): Promise<Answer> {
  const { context, account, form } = request;
  const email = parseEmail(form.get('email') ?? '');
  if (email === undefined) return await again(request, { table: texts.faults.gone });
  const change = await removeMember(context, account.id, email);
  if (change !== 'changed') return await again(request, { table: toFault(change) });
  await writeAudit(request, { what: 'member_removed', about: email });
  return toMembers(request);
}

async function answerLeave(request: AccountRequest): Promise<Answer> {
  const { context, account, visitor, to, role } = request;
  const change = await removeMember(context, account.id, visitor.user.email);
  if (change === 'last_owner' && role === 'owner') return await again(request, { table: toFault(change) });
  if (change === 'changed') await writeAudit(request, { what: 'member_left', about: visitor.user.email });
  return { kind: 'redirect', to: to('/accounts?notice=left') };
}

async function answerRename(request: AccountRequest): Promise<Answer> {
  const { context, account, form } = request;
  const typed = form.get('name') ?? '';
  const name = parseAccountName(typed);
  if (name === undefined) return await again(request, { name: typed });
  const change = await context.store.console.changeAccount({ ...account, name });
  if (change !== 'changed') return await again(request, { table: texts.faults.renamed });
  await writeAudit(request, { what: 'account_renamed', about: auditTexts.moved(account.name, name) });
  return toMembers(request);
}

function toMembers({ to, account, form, visitor }: AccountRequest): Answer {
  // Whoever took the role from themselves may not look at this page any more.
  const isOwn = parseEmail(form.get('email') ?? '') === visitor.user.email;
  return {
    kind: 'redirect',
    to: to(isOwn ? '/accounts?notice=saved' : `/accounts/${account.id}/members?notice=saved`),
  };
}

async function again(request: AccountRequest, faults: MembersFaults): Promise<Answer> {
  return pageAgain({ title: texts.title, body: await toMembersBody(request, faults) });
}

function toFault(change: Exclude<MemberChange, 'changed'>): string {
  const { lastOwner, changed, gone } = texts.faults;
  return { last_owner: lastOwner, conflict: changed, missing: gone }[change];
}

function parseEmail(typed: string): string | undefined {
  const email = metaEmail(typed);
  // A colon ends the account in a membership's id.
  return email === undefined || email.includes(':') || email.length > 254 ? undefined : email;
}

function parseRole(typed: string): Role | undefined {
  return typed === 'owner' || typed === 'viewer' ? typed : undefined;
}
