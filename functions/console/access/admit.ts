// Decides who may ask what: the only place that does, for every route by what it needs.
import { timingSafeEqual } from 'node:crypto';
import { type Account, findOwningAccount, isEnough, type Role } from '../../rules/account.ts';
import type { Property } from '../../rules/property.ts';
import type { Answer } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import type { OpenRequest, PersonRequest, Route } from '../route.ts';

/** What was admitted: the account and property that the path names, for the layout as well. */
export interface Admitted {
  answer: Answer;
  account?: Account;
  role?: Role;
  property?: Property;
}

/**
 * The route's answer where the visitor may ask; a redirect to the sign-in where nobody is signed in. Throws `Refusal`:
 * `not_found` where the visitor is no member of the account, so that nobody learns what exists; `owners_only` for a viewer;
 * `being_deleted` for a change of a property of which somebody began to delete everything.
 */
export async function admit(route: Route, request: OpenRequest): Promise<Admitted> {
  if (route.needs === 'nobody') return { answer: await route.answer(request) };
  const { visitor } = request;
  if (visitor === undefined) return { answer: toSignIn(route, request) };
  const person: PersonRequest = { ...request, visitor };
  switch (route.needs) {
    case 'somebody':
      return { answer: await route.answer(person) };
    case 'account_owner':
    case 'account_viewer': {
      const { account, role } = await findAccount(person, request.params['accountId']);
      ensureRole(role, route.needs === 'account_owner' ? 'owner' : 'viewer');
      return { answer: await route.answer({ ...person, account, role }), account, role };
    }
    case 'property_owner':
    case 'property_viewer': {
      const property = await request.context.store.findProperty(request.params['propertyId'] ?? '');
      if (property === undefined) throw new Refusal('not_found');
      const deployment = property.accountId === null ? await request.context.store.console.findDeployment() : undefined;
      const { account, role } = await findAccount(person, findOwningAccount(property, deployment));
      ensureRole(role, route.needs === 'property_owner' ? 'owner' : 'viewer');
      if (property.removalStartedAtMs !== undefined && route.staysOpen !== true) {
        return { answer: answerRemoved(route, request, property) };
      }
      return { answer: await route.answer({ ...person, account, role, property }), account, role, property };
    }
  }
}

/** Leads to the page that says so, where there is nothing to see or to change any more. */
function answerRemoved({ method }: Route, { to }: OpenRequest, { id }: Property): Answer {
  if (method === 'POST') throw new Refusal('being_deleted');
  return { kind: 'redirect', to: to(`/properties/${id}`) };
}

async function findAccount(
  { context: { store }, visitor }: PersonRequest,
  accountId: string | undefined,
): Promise<{ account: Account; role: Role }> {
  if (accountId === undefined) throw new Refusal('not_found');
  const membership = await store.console.findMembership(accountId, visitor.user.email);
  if (membership === undefined || membership.userId !== visitor.user.id) throw new Refusal('not_found');
  const account = await store.console.findAccount(accountId);
  if (account === undefined) throw new Refusal('not_found');
  return { account, role: membership.role };
}

function ensureRole(role: Role, needed: Role): void {
  if (!isEnough(role, needed)) throw new Refusal('owners_only');
}

/** Comes back afterwards to what was asked for, where it can be asked for again. */
function toSignIn({ method }: Route, { url, to }: OpenRequest): Answer {
  const home = to('/');
  const path = `${url.pathname}${url.search}`;
  const canReturn = method === 'GET' && path.startsWith(home) && path !== home;
  const next = canReturn ? `?next=${encodeURIComponent(path)}` : '';
  return { kind: 'redirect', to: `${to('/sign-in')}${next}` };
}

/** Refuses what another site may have sent in the visitor's name. Only whoever is signed in has a token. */
export function refuseForgery({ context, headers, url, form, visitor }: OpenRequest): void {
  // Behind a proxy that ends https the two differ, and the browser names the one that was set.
  const own = [url.origin, context.settings.console.origin];
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  // Every browser of today sends one of the two with a form: https://developer.mozilla.org/docs/Web/HTTP/Headers/Sec-Fetch-Site
  const isOwn = site === null ? own.includes(origin ?? '') : site === 'same-origin';
  if (!isOwn || (origin !== null && !own.includes(origin))) throw new Refusal('other_site');
  if (visitor !== undefined && !isSameText(form.get('csrf') ?? '', visitor.csrf)) throw new Refusal('stale_form');
}

function isSameText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
