// What brought the buyer here, as an answer tells it: the click record, or what the passport alone still knows.
import type { Touch } from '../contract/click-report.ts';
import { utmNames } from '../contract/lookup-query.ts';
import type { KnownCampaign } from './campaign.ts';
import { type Click, isCampaignParameter } from './click.ts';
import { knownFields } from './known-fields.ts';
import type { MetaIds } from './meta-user-data.ts';
import type { Passport } from './passport.ts';

/** The parts of an answer that a click decides. */
export interface Attribution {
  /** The click record that they are from; `undefined` where there is none. */
  clickId: string | undefined;
  /** The UTMs of the visit in which the link was clicked, as its address had them. */
  originals: KnownCampaign;
  /**
   * Every click id by its name, `landing_page` and `referrer_host`, each from the last touch that has it, else from the first;
   * under `first` and `last` the touches themselves as flat objects of texts, `at` in seconds since 1970.
   */
  click: Record<string, unknown>;
  metaIds: MetaIds;
}

/** Where neither a record nor a passport tells anything. */
export const noAttribution: Attribution = { clickId: undefined, originals: {}, click: {}, metaIds: {} };

/** The attribution by a click record and a passport; either may be missing. */
export function toAttribution(click: Click | undefined, passport: Passport | undefined): Attribution {
  if (click === undefined && passport === undefined) return noAttribution;
  const last = click?.last ?? click?.visit;
  const newestFirst = [last, click?.first, click?.visit].filter((touch) => touch !== undefined);
  return {
    clickId: click?.clickId,
    originals: toOriginals(click?.visit),
    click: {
      ...toPassportIds(passport),
      ...Object.fromEntries(newestFirst.toReversed().flatMap(toClickIds)),
      ...knownFields({
        landing_page: newestFirst.find(({ landing_page }) => landing_page)?.landing_page,
        referrer_host: newestFirst.find(({ referrer_host }) => referrer_host)?.referrer_host,
        first: click?.first && toFlatTouch(click.first),
        last: last && toFlatTouch(last),
      }),
    },
    metaIds: knownFields({ fbp: click?.fbp, fbc: click?.fbc }),
  };
}

/** Names that mean something else in the answer than a parameter that happens to be called so. */
const takenNames = new Set(['at', 'landing_page', 'referrer_host', 'first', 'last']);

function toOriginals(visit: Touch | undefined): KnownCampaign {
  return visit === undefined ? {} : Object.fromEntries(utmNames.map((name) => [name, visit.parameters[name]] as const));
}

function toPassportIds(passport: Passport | undefined): Record<string, string> {
  const { googleClick, consent } = passport ?? {};
  return googleClick === undefined || consent?.ad_storage === 'denied'
    ? {}
    : { [googleClick.parameter]: googleClick.value };
}

function toClickIds({ parameters }: Touch): [string, string][] {
  return Object.entries(parameters).filter(([name]) => !isCampaignParameter(name) && !takenNames.has(name));
}

function toFlatTouch({ at, landing_page, referrer_host, parameters }: Touch): Record<string, string> {
  return {
    at: String(at),
    ...knownFields({ landing_page, referrer_host }),
    ...Object.fromEntries(Object.entries(parameters).filter(([name]) => !takenNames.has(name))),
  };
}
