// What brought the buyer here, best first: what the function knows, the page's own address, what this browser remembers.
import { getType, makeString, Object } from 'sandbox:web';
import type { CampaignParameters, CheckoutAnswer } from '../../../functions/contract/checkout-answer.ts';
import type { Touch } from '../../../functions/contract/click-report.ts';
import type { Journey } from '../../shared/journey.ts';
import { isCampaignName } from '../../shared/parameter-names.ts';
import type { Consent } from './consent.ts';

/** Texts by their names. */
type Texts = Record<string, string>;

/** The parts of an event that say where the buyer came from. */
export interface Attribution {
  readonly campaign: CampaignParameters;
  /** Click ids, `landing_page` and `referrer_host`. */
  readonly click: Texts;
  /** Each flat, with `at` in seconds since 1970; undefined where it is not known. */
  readonly firstTouch: Texts | undefined;
  readonly lastTouch: Texts | undefined;
}

/** The attribution as consent allows it now; the journey is undefined where there is none, or where it may not be read. */
export function toAttribution(
  answer: CheckoutAnswer,
  pageCampaign: CampaignParameters,
  journey: Journey | undefined,
  consent: Consent,
): Attribution {
  const known: Record<string, unknown> = answer.click || {};
  const remembered = journey && journey.last && toTexts(journey.last);
  const isUnknown = Object.keys(known).length === 0;
  // A click record without a campaign says that there was none; a passport says nothing of campaigns.
  const hasRecord = isObject(known['last']);
  const allow = (texts: Texts | undefined) => (texts && !consent.adStorage ? withoutIds(texts) : texts);
  return {
    campaign:
      hasRecord && isKnown(answer) ? answer : toCampaign(answer, pageCampaign, hasRecord ? undefined : remembered),
    click: allow(withoutCampaign(isUnknown && remembered ? remembered : pickTexts(known))) || {},
    firstTouch: allow(readToldTouch(known['first']) || (journey && journey.first && toTexts(journey.first))),
    lastTouch: allow(readToldTouch(known['last']) || remembered),
  };
}

/** Each by itself, because the page keeps long ones to itself; what this browser remembers counts only where none is known. */
function toCampaign(
  answer: CampaignParameters,
  page: CampaignParameters,
  remembered: Texts | undefined,
): CampaignParameters {
  const campaign: CampaignParameters = {
    utm_source: answer.utm_source || page.utm_source,
    utm_medium: answer.utm_medium || page.utm_medium,
    utm_campaign: answer.utm_campaign || page.utm_campaign,
    utm_term: answer.utm_term || page.utm_term,
    utm_content: answer.utm_content || page.utm_content,
  };
  if (!remembered || isKnown(campaign)) {
    return campaign;
  }
  return {
    utm_source: remembered['utm_source'] || null,
    utm_medium: remembered['utm_medium'] || null,
    utm_campaign: remembered['utm_campaign'] || null,
    utm_term: remembered['utm_term'] || null,
    utm_content: remembered['utm_content'] || null,
  };
}

function isKnown(campaign: CampaignParameters): boolean {
  return (
    campaign.utm_source !== null ||
    campaign.utm_medium !== null ||
    campaign.utm_campaign !== null ||
    campaign.utm_term !== null ||
    campaign.utm_content !== null
  );
}

function readToldTouch(value: unknown): Texts | undefined {
  return isObject(value) ? pickTexts(value) : undefined;
}

function isObject(value: unknown): value is object {
  return getType(value) === 'object';
}

function isText(value: unknown): value is string {
  return getType(value) === 'string';
}

function pickTexts(source: object): Texts {
  const texts: Texts = {};
  Object.entries(source).forEach((entry) => {
    const value: unknown = entry[1];
    if (isText(value)) {
      texts[entry[0]] = value;
    }
  });
  return texts;
}

function filterTexts(texts: Texts, isWanted: (name: string) => boolean): Texts {
  const kept: Texts = {};
  Object.entries(texts).forEach((entry) => {
    if (isWanted(entry[0])) {
      kept[entry[0]] = entry[1];
    }
  });
  return kept;
}

/** In the event itself the campaign stands under its own keys, and a time without its touch means nothing. */
function withoutCampaign(texts: Texts): Texts {
  return filterTexts(texts, (name) => name !== 'at' && !isCampaignName(name));
}

function withoutIds(texts: Texts): Texts {
  const others = ['at', 'landing_page', 'referrer_host'];
  return filterTexts(texts, (name) => isCampaignName(name) || others.indexOf(name) > -1);
}

function toTexts(touch: Touch): Texts {
  const texts: Texts = { at: makeString(touch.at) };
  if (touch.landing_page !== undefined) {
    texts['landing_page'] = touch.landing_page;
  }
  if (touch.referrer_host !== undefined) {
    texts['referrer_host'] = touch.referrer_host;
  }
  Object.entries(touch.parameters).forEach((entry) => {
    texts[entry[0]] = entry[1];
  });
  return texts;
}
