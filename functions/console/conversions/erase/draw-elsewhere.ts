// Draws which other properties know a buyer, as far as the visitor may see them; of the others nothing is told.
import type { ErasureWish } from '../../../delivery/erase-buyers.ts';
import { type FoundBuyer, findElsewhere } from '../../../delivery/find-buyer.ts';
import { findOwningAccount, type Role } from '../../../rules/account.ts';
import type { Property } from '../../../rules/property.ts';
import { listMemberships } from '../../access/people/memberships.ts';
import { createConsoleLogs } from '../../logs.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import type { PropertyRequest } from '../../route.ts';
import { eraseTexts as texts } from '../../texts/erase-texts.ts';

/** So many properties are looked through: each costs some reads. */
const maxLooked = 200;

/** The list with the ways there; nothing where nobody else knows the buyer. Rejects as the store does. */
export async function drawElsewhere(request: PropertyRequest, wish: ErasureWish, found: FoundBuyer): Promise<Html> {
  const visible = await listVisible(request);
  const looked = visible.slice(0, maxLooked);
  const roles = new Map(looked.map(({ property, role }) => [property, role]));
  const knowing = await findElsewhere(request.context.store, [...roles.keys()], found);
  const cut =
    visible.length > looked.length
      ? html`<p class="hint">${texts.elsewhereCut(looked.length, visible.length)}</p>`
      : nothing;
  if (knowing.length === 0) return cut;
  const lines = knowing.map((property) => toLine(request, wish, property, roles.get(property)));
  return html`<section><h2>${texts.elsewhereTitle}</h2><p>${texts.elsewhere}</p><ul>${lines}</ul>${cut}</section>`;
}

/** An address is typed again there: it may not stand in a link. */
function toLine({ to }: PropertyRequest, wish: ErasureWish, { id, name }: Property, role: Role | undefined): Html {
  const path = to(`/properties/${id}`);
  const query = wish.kind === 'session' ? `?${new URLSearchParams({ session: wish.sessionId })}` : '';
  const way =
    role === 'owner'
      ? html`<a href="${path}/erase${query}">${texts.elsewhereErase}</a>`
      : html`${texts.elsewhereViewer}`;
  return html`<li><a href="${path}">${name || id}</a>: ${way}</li>`;
}

interface Visible {
  property: Property;
  role: Role;
}

/** The other properties of the visitor's accounts, those of this account first; without those that are being deleted. */
async function listVisible({
  context,
  visitor: { user },
  account,
  property: own,
}: PropertyRequest): Promise<Visible[]> {
  const { store, log } = context;
  const [properties, deployment, memberships] = await Promise.all([
    store.listProperties(createConsoleLogs(log).damaged),
    store.console.findDeployment(),
    listMemberships({ store, log }, user.id, user.email),
  ]);
  const mine = memberships.filter(({ userId }) => userId === user.id);
  const roles = new Map(mine.map(({ accountId, role }) => [accountId, role]));
  const visible = properties.flatMap((property) => {
    const accountId = findOwningAccount(property, deployment) ?? '';
    const role = roles.get(accountId);
    if (role === undefined || property.id === own.id || property.removalStartedAtMs !== undefined) return [];
    return [{ property, role, isHere: accountId === account.id }];
  });
  return visible.sort((a, b) => Number(b.isHere) - Number(a.isHere));
}
