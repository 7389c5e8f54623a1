// What the server may tell of the click that led to a session: campaign, click ids and GA's ids, as far as consent goes.
import type { CampaignParameters } from '../contract/checkout-answer.ts';
import type { Touch } from '../contract/click-report.ts';
import type { ForwardedConsent } from '../contract/forwarded-event.ts';
import { type Attribution, toAttribution } from './attribution.ts';
import { restoreCampaign } from './campaign.ts';
import { type Click, canHaveLedTo, isCampaignParameter } from './click.ts';
import { decodePassport } from './decode-passport.ts';
import type { SessionEntry } from './entry.ts';
import { requireSession } from './forwarded-money.ts';
import type { Passport } from './passport.ts';

/** The parts of an event that a click decides. */
export interface ForwardedAttribution extends Pick<Attribution, 'click' | 'metaIds'> {
  campaign: CampaignParameters;
  /** GA4's own, as the browser had them at the click; never those that consent denies. */
  gaClientId: string | undefined;
  gaSessionId: string | undefined;
}

const maxGaSessionSeconds = 86_400;

const maxClockLeadSeconds = 3_600;

/**
 * By the click record, else the passport, else what came back in the page's address. A record that the session does not name
 * counts only where the click can have led to it. Without `ad_storage` no click ids, `fbp` and `fbc`; without
 * `analytics_storage` no GA ids. A GA session older than 24 hours is left out: GA4 would begin a new one for it.
 */
export function toForwardedAttribution(
  entry: SessionEntry,
  found: Click | undefined,
  consent: ForwardedConsent,
  nowMs: number,
): ForwardedAttribution {
  const passport = entry.passport === null ? undefined : decodePassport(entry.passport);
  const isOwn = passport !== undefined || (found !== undefined && canHaveLedTo(found, requireSession(entry)));
  const click = isOwn ? found : undefined;
  const isAdvertised = consent.ad_storage === 'granted';
  const attribution = toAttribution(
    isAdvertised ? click : click && withoutClickIds(click),
    isAdvertised ? passport : passport && withoutGoogleClick(passport),
  );
  const ids = consent.analytics_storage === 'granted' ? toGaIds(click, passport) : undefined;
  return {
    campaign: restoreCampaign({ click: attribution.originals, page: entry.pageCampaign ?? {}, browser: {} }),
    click: attribution.click,
    metaIds: attribution.metaIds,
    gaClientId: ids?.clientId,
    gaSessionId: isFresh(ids?.sessionId, nowMs) ? ids?.sessionId : undefined,
  };
}

function toGaIds(click: Click | undefined, passport: Passport | undefined) {
  return {
    clientId: click?.gaClientId ?? passport?.gaClientId,
    sessionId: click?.gaSessionId ?? passport?.gaSessionId,
  };
}

/** The id is the second at which the session began; a visitor's clock may run a little ahead. */
function isFresh(gaSessionId: string | undefined, nowMs: number): boolean {
  if (gaSessionId === undefined || !/^\d{1,12}$/.test(gaSessionId)) return false;
  const ageSeconds = nowMs / 1000 - Number(gaSessionId);
  return ageSeconds >= -maxClockLeadSeconds && ageSeconds <= maxGaSessionSeconds;
}

function withoutClickIds({ fbp, fbc, visit, first, last, ...click }: Click): Click {
  return {
    ...click,
    ...(visit && { visit: withoutTouchIds(visit) }),
    ...(first && { first: withoutTouchIds(first) }),
    ...(last && { last: withoutTouchIds(last) }),
  };
}

function withoutTouchIds(touch: Touch): Touch {
  const kept = Object.entries(touch.parameters).filter(([name]) => isCampaignParameter(name));
  return { ...touch, parameters: Object.fromEntries(kept) };
}

function withoutGoogleClick({ googleClick, ...passport }: Passport): Passport {
  return passport;
}
