// The visits that campaigns brought about, as the event or the function's answer tells them.
import { findConversion, type PageRecords } from './page-records.ts';

/** A visit: its parameters, landing page and referrer by name. */
export type Touch = Readonly<Record<string, string>>;

/** The first and the last touch; the last one is also the first where there was only one. */
export interface Touches {
  first: Touch | undefined;
  last: Touch | undefined;
}

/** What the event says of them, else the answer. */
export function findTouches(records: PageRecords): Touches {
  const pushed = findConversion(records);
  const click = findClick(records);
  return {
    first: toTouch(pushed?.['first_touch'] ?? click['first']),
    last: toTouch(pushed?.['last_touch'] ?? click['last']),
  };
}

/** Click ids, landing page and touches of the click as the function knows it; empty where it knows none. */
export function findClick({ lookup }: PageRecords): Record<string, unknown> {
  return Object(Object(lookup?.answer).click);
}

/** `google / cpc / Autumn`; undefined where the visit named no campaign. */
export function nameCampaign(touch: Touch | undefined): string | undefined {
  const campaign = ['utm_source', 'utm_medium', 'utm_campaign'].map((name) => touch?.[name]).filter(Boolean);
  return campaign.length === 0 ? undefined : campaign.join(' / ');
}

/** What else tells where the visit came from: the ad by its click id, or the host that linked here. */
export function nameOrigin(touch: Touch = {}): string | undefined {
  if (touch['gclid'] ?? touch['gbraid'] ?? touch['wbraid']) return 'a Google ad';
  return touch['fbclid'] ? 'a Meta ad' : touch['referrer_host'];
}

function toTouch(value: unknown): Touch | undefined {
  const entries = Object.entries(Object(value)).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, text] as const] : [],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
