// Writes a journey into a cookie's value, and leaves out what does not fit.
import { encodeUriComponent, makeString, Object } from 'sandbox:web';
import type { Touch } from '../../functions/contract/click-report.ts';
import { cutText } from './clean-text.ts';
import { distinctTouches, type Journey, mapTouches } from './journey.ts';
import { codeOfParameter, landingPageCode, maxCookieLength, maxParameters, referrerHostCode } from './journey-codes.ts';
import { clickIdNames, isCampaignName } from './parameter-names.ts';
import { filterParameters, toTouch } from './touch-parts.ts';

/** Dropped first, in this order, behind click ids that only this site knows. */
const optionalNames = [
  'landing_page',
  'utm_creative_format',
  'utm_marketing_tactic',
  'utm_source_platform',
  'irclickid',
  'yclid',
  'rdt_cid',
  'ScCid',
  'epik',
  'li_fat_id',
  'twclid',
  'dclid',
  'utm_term',
  'utm_content',
  'referrer_host',
];

/** Dropped where the texts of campaigns are cut and it still does not fit. */
const usefulNames = ['utm_id', 'ttclid', 'msclkid', 'fbclid'];

/** Dropped last of all, by what nobody but an attacker sends. */
const coreNames = ['wbraid', 'gbraid', 'gclid', 'utm_medium', 'utm_campaign', 'utm_source'];

/** One way to make a touch shorter. */
type Shorten = (touch: Touch) => Touch;

/**
 * At most `maxCookieLength` characters of ASCII, safe in a cookie as they are. Where not all fits, each step is taken from the
 * first touch, then the last, then the visit, until it does; so what is lost is the least useful of the oldest.
 */
export function encodeJourney(journey: Journey): string {
  const steps = [dropOthers]
    .concat(optionalNames.map(toDrop))
    .concat([(touch) => cutCampaign(touch, 100)])
    .concat(usefulNames.map(toDrop))
    .concat([(touch) => cutCampaign(touch, 40)])
    .concat(coreNames.map(toDrop));
  let fitting = journey;
  let text = writeJourney(fitting);
  for (const shorten of steps) {
    const count = distinctTouches(fitting).length;
    for (let at = 0; at < count && text.length > maxCookieLength; at++) {
      fitting = shortenOne(fitting, at, shorten);
      text = writeJourney(fitting);
    }
  }
  return text;
}

function shortenOne(journey: Journey, at: number, shorten: Shorten): Journey {
  const chosen = distinctTouches(journey)[at];
  return mapTouches(journey, (touch) => (touch === chosen ? shorten(touch) : touch));
}

function dropOthers(touch: Touch): Touch {
  return withParameters(
    touch,
    filterParameters(touch.parameters, (name) => isCampaignName(name) || clickIdNames.indexOf(name) > -1),
  );
}

function toDrop(dropped: string): Shorten {
  return (touch) =>
    toTouch(
      touch.at,
      dropped === 'landing_page' ? '' : touch.landing_page || '',
      dropped === 'referrer_host' ? '' : touch.referrer_host || '',
      filterParameters(touch.parameters, (name) => name !== dropped),
    );
}

function cutCampaign(touch: Touch, maxLength: number): Touch {
  const cut: Touch['parameters'] = {};
  Object.entries(touch.parameters).forEach((entry) => {
    cut[entry[0]] = isCampaignName(entry[0]) ? cutText(entry[1], maxLength) : entry[1];
  });
  return withParameters(touch, cut);
}

function withParameters(touch: Touch, parameters: Touch['parameters']): Touch {
  return toTouch(touch.at, touch.landing_page || '', touch.referrer_host || '', parameters);
}

function writeJourney(journey: Journey): string {
  const touches = distinctTouches(journey);
  const place = (touch: Touch | undefined) => (touch === undefined ? '-' : makeString(touches.indexOf(touch)));
  return ['1', makeString(journey.seenAt), journey.clickId]
    .concat([place(journey.first) + place(journey.last) + place(journey.visit)])
    .concat(touches.map(writeTouch))
    .join('|');
}

function writeTouch(touch: Touch): string {
  return [makeString(touch.at)]
    .concat(writeField(landingPageCode, touch.landing_page || ''))
    .concat(writeField(referrerHostCode, touch.referrer_host || ''))
    .concat(
      Object.entries(touch.parameters)
        .slice(0, maxParameters)
        .map((entry) => writeField(codeOfParameter(entry[0]), entry[1]).join('')),
    )
    .filter((field) => field !== '')
    .join('&');
}

/** In a list, which is empty where there is nothing to write. */
function writeField(code: string, value: string): string[] {
  return value === '' ? [] : [code + '=' + (encodeUriComponent(value) || '')];
}
