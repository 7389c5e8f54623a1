// Joins a session with the click that led to it: by the passport that came back through Stripe, else by the page's cookie.
import { within } from '../http/within.ts';
import { type Attribution, noAttribution, toAttribution } from '../rules/attribution.ts';
import { canHaveLedTo } from '../rules/click.ts';
import type { Store } from '../store/store.ts';
import type { RememberedSession, SessionMemory } from './session-memory.ts';

/** What is asked for, and with what. */
export interface AttributionWish {
  store: Pick<Store, 'findClick'>;
  memory: Pick<SessionMemory, 'updateAttribution'>;
  propertyId: string;
  /** The session's key in the memory. */
  key: string;
  clickId: string;
  now: () => number;
  /** How long the store may take. */
  budgetMs: number;
  /** Told why a record could not be read. */
  onUnread: (error: unknown) => void;
}

/** A beacon may arrive after the buyer does, who then reloads: what is missing is soon looked for again. */
const absenceMs = 10_000;

/** Names the click: the passport's, else the one that the page names. */
export function findClickId(
  { passport }: Pick<RememberedSession, 'passport'>,
  query: { click_id?: string },
): string | undefined {
  return passport?.clickId ?? query.click_id;
}

/** The attribution that the store need not be asked for, `undefined` where it must be. */
export function recallAttribution(
  { attribution: known }: Pick<RememberedSession, 'attribution'>,
  clickId: string | undefined,
  nowMs: number,
): Attribution | undefined {
  if (clickId === undefined) return noAttribution;
  return known !== undefined && known.clickId === clickId && nowMs < known.untilMs ? known.attribution : undefined;
}

/**
 * The attribution by one read of the store. Never rejects: where the record cannot be read in time there is what the passport
 * says, because a campaign is no reason to lose a purchase.
 */
export async function findAttribution(
  { passport, session }: Pick<RememberedSession, 'passport' | 'session'>,
  { store, memory, propertyId, key, clickId, now, budgetMs, onUnread }: AttributionWish,
): Promise<Attribution> {
  try {
    const tooLate = () => new Error('The click record did not arrive within the time of the request.');
    const click = await within(store.findClick(propertyId, clickId, now()), budgetMs, tooLate);
    const isOwn = passport !== undefined || (click !== undefined && canHaveLedTo(click, session));
    const attribution = toAttribution(isOwn ? click : undefined, passport);
    const untilMs = click?.expiresAtMs ?? now() + absenceMs;
    memory.updateAttribution(key, { clickId, attribution, untilMs });
    return attribution;
  } catch (error) {
    onUnread(error);
    return toAttribution(undefined, passport);
  }
}
