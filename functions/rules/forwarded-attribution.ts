// What the server may tell of the click that led to a session: campaign, click ids and GA's ids, as far as consent goes.
import type { CampaignParameters } from '../contract/checkout-answer.ts';
import type { Touch } from '../contract/click-report.ts';
import type { ForwardedConsent } from '../contract/forwarded-event.ts';
import { type Attribution, toAttribution } from './attribution.ts';
import { restoreCampaign } from './campaign.ts';
import { chooseGaIds } from './choose-ga-ids.ts';
import { type Click, canHaveLedTo, isCampaignParameter } from './click.ts';
import { decodePassport } from './decode-passport.ts';
import type { SessionEntry } from './entry.ts';
import { requireSession } from './forwarded-money.ts';
import type { Passport } from './passport.ts';

/** The parts of an event that a click decides. */
export interface ForwardedAttribution extends Pick<Attribution, 'click' | 'metaIds'> {
  campaign: CampaignParameters;
  /** GA4's own, as the browser had them at the click or on the thank-you page; never those that consent denies. */
  gaClientId: string | undefined;
  gaSessionId: string | undefined;
}

/** What it is told from. */
export interface AttributionSources {
  /** The session's entry. */
  session: SessionEntry;
  /** The record that the entry names. */
  found: Click | undefined;
  consent: ForwardedConsent;
  /** The event follows on a purchase, or a trial, that the page itself told GA4 of. */
  followsPage: boolean;
  nowMs: number;
}

/**
 * By the click record, else the passport, else what came back in the page's address. A record that the session does not name
 * counts only where the click can have led to it. Without `ad_storage` no click ids, `fbp` and `fbc`; without
 * `analytics_storage` no GA ids.
 */
export function toForwardedAttribution(sources: AttributionSources): ForwardedAttribution {
  const { session: entry, found, consent, followsPage, nowMs } = sources;
  const passport = entry.passport === null ? undefined : decodePassport(entry.passport);
  const isOwn = passport !== undefined || (found !== undefined && canHaveLedTo(found, requireSession(entry)));
  const click = isOwn ? found : undefined;
  const isAdvertised = consent.ad_storage === 'granted';
  const attribution = toAttribution(
    isAdvertised ? click : click && withoutClickIds(click),
    isAdvertised ? passport : passport && withoutGoogleClick(passport),
  );
  const isAnalysed = consent.analytics_storage === 'granted';
  const ids = isAnalysed ? chooseGaIds({ click, passport, page: entry.pageGaIds, followsPage, nowMs }) : {};
  return {
    campaign: restoreCampaign({ click: attribution.originals, page: entry.pageCampaign ?? {}, browser: {} }),
    click: attribution.click,
    metaIds: attribution.metaIds,
    gaClientId: ids.gaClientId,
    gaSessionId: ids.gaSessionId,
  };
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
