// Reads a Universal Analytics hit into events with the names of common event data, as GTM's own client for it does.
//
// What is approximated: GTM's complete table of names is not public, so a parameter that is not known here becomes
// `x-ga-mp1-<its name>`, custom dimensions and metrics too.
// Decisions where GTM's behaviour is not public:
// - a request is such a hit when its path ends with /collect or /batch, but not with /g/collect, and its query or body says v=1;
// - a batch has one hit per line of its body; any other body adds to the query;
// - the event's name is the product action where there is one, else the hit type: page_view, screen_view, the event's action.
import { setOwn } from '../../sandbox/set-own.ts';
import { readQuery } from '../read-query.ts';
import type { IncomingRequest } from '../server-host.ts';
import { visitorData } from './visitor-data.ts';

type Event = Record<string, unknown>;
type Hit = ReadonlyMap<string, string>;

const texts: Readonly<Record<string, string>> = {
  v: 'x-ga-protocol_version',
  tid: 'x-ga-measurement_id',
  gtm: 'x-ga-gtm_version',
  gcs: 'x-ga-gcs',
  cid: 'client_id',
  uid: 'user_id',
  ul: 'language',
  sr: 'screen_resolution',
  vp: 'viewport_size',
  de: 'page_encoding',
  dl: 'page_location',
  dr: 'page_referrer',
  dt: 'page_title',
  dh: 'page_hostname',
  dp: 'page_path',
  ua: 'user_agent',
  uip: 'ip_override',
  cu: 'currency',
  ti: 'transaction_id',
  ta: 'affiliation',
  tcc: 'coupon',
  ec: 'event_category',
  ea: 'event_action',
  el: 'event_label',
};

const numbers: Readonly<Record<string, string>> = { tr: 'value', tt: 'tax', ts: 'shipping', ev: 'event_value' };

const itemTexts: Readonly<Record<string, string>> = {
  id: 'item_id',
  nm: 'item_name',
  br: 'item_brand',
  ca: 'item_category',
  va: 'item_variant',
  cc: 'coupon',
};

const itemNumbers: Readonly<Record<string, string>> = { pr: 'price', qt: 'quantity', ps: 'index' };

const productActions: Readonly<Record<string, string>> = {
  detail: 'view_item',
  click: 'select_item',
  add: 'add_to_cart',
  remove: 'remove_from_cart',
  checkout: 'begin_checkout',
  purchase: 'purchase',
  refund: 'refund',
};

const hitTypes: Readonly<Record<string, string>> = {
  pageview: 'page_view',
  screenview: 'screen_view',
  timing: 'timing_complete',
  transaction: 'purchase',
};

function readHits({ path, queryString, body = '' }: IncomingRequest): Hit[] {
  const lines = path.endsWith('/batch') ? body.split(/\r?\n/).filter((line) => line !== '') : [body];
  return lines.map((line) => new Map(readQuery(`${queryString}&${line}`)));
}

/** True for a hit of Universal Analytics. */
export function isMpv1(request: IncomingRequest): boolean {
  const { path } = request;
  const isPath = (path.endsWith('/collect') && !path.endsWith('/g/collect')) || path.endsWith('/batch');
  const hits = readHits(request);
  return isPath && hits.length > 0 && hits.every((hit) => hit.get('v') === '1');
}

function nameEvent(hit: Hit): string {
  const action = productActions[hit.get('pa') ?? ''];
  const type = hit.get('t') ?? 'event';
  const eventAction = type === 'event' ? hit.get('ea') : undefined;
  return action ?? eventAction ?? hitTypes[type] ?? type;
}

function nameIn(names: Readonly<Record<string, string>>, parameter: string): string | undefined {
  return Object.hasOwn(names, parameter) ? names[parameter] : undefined;
}

function readItemParameter(items: Map<string, Event>, parameter: string, value: string): boolean {
  const [, index, key = ''] = /^pr(\d+)([a-z]{2})$/.exec(parameter) ?? [];
  const text = nameIn(itemTexts, key);
  const number = nameIn(itemNumbers, key);
  const name = text ?? number;
  if (index === undefined || name === undefined) {
    return false;
  }
  const item = items.get(index) ?? {};
  item[name] = number === undefined ? value : Number(value);
  items.set(index, item);
  return true;
}

function toEvent(request: IncomingRequest, hit: Hit): Event {
  const event: Event = { ...visitorData(request), event_name: nameEvent(hit) };
  const items = new Map<string, Event>();
  for (const [parameter, value] of hit) {
    const text = nameIn(texts, parameter);
    const number = nameIn(numbers, parameter);
    if (text !== undefined) {
      event[text] = value;
    } else if (number !== undefined) {
      event[number] = Number(value);
    } else if (!readItemParameter(items, parameter, value)) {
      setOwn(event, `x-ga-mp1-${parameter}`, value);
    }
  }
  const location = hit.get('dl');
  const { hostname, pathname } = location && URL.canParse(location) ? new URL(location) : {};
  event['page_hostname'] ??= hostname;
  event['page_path'] ??= pathname;
  return items.size > 0 ? { ...event, items: [...items.values()] } : event;
}

/** One event per hit, in order. */
export function readMpv1(request: IncomingRequest): Event[] {
  return readHits(request).map((hit) => toEvent(request, hit));
}
