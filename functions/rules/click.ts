// A click on a payment link as it is kept: what the page told, less what consent denies and what nobody may keep.
import type { ClickConsent, ClickReport, Touch } from '../contract/click-report.ts';
import { usableText } from './campaign.ts';
import { knownFields } from './known-fields.ts';
import type { Property } from './property.ts';

/** A click record. It is written once, and holds no address of the visitor's, neither of a mailbox nor of the network. */
export interface Click {
  /** `<property id>:<click id>`, as the store builds it. */
  id: string;
  /** Always 1. */
  version: number;
  propertyId: string;
  /** 16 random bytes in base64url. */
  clickId: string;
  /** Whole seconds since 1970, by the visitor's clock. */
  clickedAtSeconds: number;
  receivedAtMs: number;
  /** From then on the record counts as not there. */
  expiresAtMs: number;
  consent: ClickConsent;
  gaClientId?: string;
  gaSessionId?: string;
  fbp?: string;
  fbc?: string;
  visit?: Touch;
  first?: Touch;
  last?: Touch;
}

const dayMs = 86_400_000;

const hostPattern = /^[\p{L}\p{N}.:[\]_-]{1,253}$/u;

/**
 * The record of a reported click. What the page should not have sent is left out, whatever it says: click ids, `fbp` and `fbc`
 * where `ad_storage` is denied, GA ids where `analytics_storage` is, and any text with a control character or an e-mail
 * address inside.
 */
export function toClick(
  report: ClickReport,
  { id, property, nowMs }: { id: string; property: Pick<Property, 'id' | 'clickDays'>; nowMs: number },
): Click {
  const mayAdvertise = report.consent.ad_storage !== 'denied';
  const mayAnalyse = report.consent.analytics_storage !== 'denied';
  const clean = (touch: Touch | undefined): Touch | undefined => touch && toKeptTouch(touch, mayAdvertise);
  return {
    id,
    version: 1,
    propertyId: property.id,
    clickId: report.click_id,
    clickedAtSeconds: report.clicked_at,
    receivedAtMs: nowMs,
    expiresAtMs: nowMs + property.clickDays * dayMs,
    consent: { ...report.consent },
    ...knownFields({
      gaClientId: mayAnalyse ? usableText(report.ga_client_id) : undefined,
      gaSessionId: mayAnalyse ? usableText(report.ga_session_id) : undefined,
      fbp: mayAdvertise ? usableText(report.fbp) : undefined,
      fbc: mayAdvertise ? usableText(report.fbc) : undefined,
      visit: clean(report.visit),
      first: clean(report.first),
      last: clean(report.last),
    }),
  };
}

/**
 * Whether the click can have led to a session that does not name it. A browser remembers its last click for weeks; a session is
 * created as soon as the payment link opens, at an embedded button as long after the click as the page was left open.
 */
export function canHaveLedTo(click: Pick<Click, 'receivedAtMs'>, session: { createdSeconds: number }): boolean {
  return session.createdSeconds * 1000 - click.receivedAtMs < dayMs;
}

/**
 * The record where it led to the entry's session for sure: a passport is sure, a page names the last click that its browser
 * remembers, which need not be that one.
 */
export function findOwnClick(
  { passport, session }: { passport: string | null; session: { createdSeconds: number } | null },
  click: Click | undefined,
): Click | undefined {
  if (click === undefined || session === null) return undefined;
  return passport !== null || canHaveLedTo(click, session) ? click : undefined;
}

/** Whether a parameter says which campaign it was; every other one is a click id, which tells visitors apart. */
export function isCampaignParameter(name: string): boolean {
  return /^utm_/i.test(name);
}

function toKeptTouch({ at, landing_page, referrer_host, parameters }: Touch, mayAdvertise: boolean): Touch {
  const kept = Object.entries(parameters).flatMap(([name, value]): [string, string][] => {
    const text = mayAdvertise || isCampaignParameter(name) ? usableText(value) : undefined;
    return text === undefined ? [] : [[name, text]];
  });
  return {
    at,
    ...knownFields({
      landing_page: usableText(landing_page?.split(/[?#]/, 1)[0]),
      referrer_host: referrer_host !== undefined && hostPattern.test(referrer_host) ? referrer_host : undefined,
    }),
    // Defines each name as an own property, also one that objects inherit.
    parameters: Object.fromEntries(kept),
  };
}
