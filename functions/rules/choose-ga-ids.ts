// Whose visit an event counts for in Google Analytics: the one in which the link was clicked, or the thank-you page's.
import type { PageGaIds } from './entry.ts';

/** Client and session as Google's cookies had them; a session is never that of another client. */
export interface GaIds {
  gaClientId?: string | undefined;
  gaSessionId?: string | undefined;
}

/** What is known of both visits, and what happened on the page. */
export interface KnownVisits {
  /** The record of the click that led to the session, where there is one. */
  click: GaIds | undefined;
  passport: GaIds | undefined;
  /** Told by the thank-you page. */
  page: PageGaIds | undefined;
  /** The event follows on a purchase, or a trial, that the page itself told GA4 of. */
  followsPage: boolean;
  nowMs: number;
}

const maxGaSessionSeconds = 86_400;

const maxClockLeadSeconds = 3_600;

/**
 * The first visit in this order of which a client is known, and none where there is no such visit:
 *
 * - What follows on a purchase that a page told, such as its refund: the page's, because the page's tag told the purchase under
 *   the page's own cookie, then that of the click. They differ where the link was opened in another browser.
 * - What the server tells in the place of a page, and what follows on that: that of the click, then the page's.
 *
 * A session older than 24 hours is left out, since GA4 would begin a new one for it; where both visits are the same client's,
 * the other's may stand in.
 */
export function chooseGaIds({ click, passport, page, followsPage, nowMs }: KnownVisits): GaIds {
  const clicked: GaIds = {
    gaClientId: click?.gaClientId ?? passport?.gaClientId,
    gaSessionId: click?.gaSessionId ?? passport?.gaSessionId,
  };
  const visits = followsPage ? [page, clicked] : [clicked, page];
  const gaClientId = visits.find((visit) => visit?.gaClientId !== undefined)?.gaClientId;
  if (gaClientId === undefined) return {};
  const own = visits.filter((visit) => visit?.gaClientId === gaClientId).map((visit) => visit?.gaSessionId);
  return { gaClientId, gaSessionId: own.find((gaSessionId) => isFresh(gaSessionId, nowMs)) };
}

/** The id is the second at which the session began; a visitor's clock may run a little ahead. */
function isFresh(gaSessionId: string | undefined, nowMs: number): boolean {
  if (gaSessionId === undefined || !/^\d{1,12}$/.test(gaSessionId)) return false;
  const ageSeconds = nowMs / 1000 - Number(gaSessionId);
  return ageSeconds >= -maxClockLeadSeconds && ageSeconds <= maxGaSessionSeconds;
}
