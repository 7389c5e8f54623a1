// What a report of conversions reads of the hits, whether a page or a server sent them.
import type { HitItem } from './parse-hits.ts';
import { type ServerHit, toServerEvents } from './server-events.ts';
import type { ReceivedHit } from './start-google-stand-in.ts';
import { isObject } from './validation-message.ts';

/** One event about a payment, amounts in major units. Absent is what was not sent. */
export interface Conversion {
  receivedAtMs: number;
  sentBy: 'page' | 'server';
  eventName: string;
  transactionId: string;
  value: number | undefined;
  currency: string | undefined;
  items: HitItem[];
  /** Source, medium and campaign: those that Tilltag told, else of the page's address. */
  campaign: string[];
  clientId: string | undefined;
  sessionId: string | undefined;
}

/** In the order of arrival; what names no transaction, such as a page view, is left out. */
export function listConversions(hits: readonly ReceivedHit[], serverHits: readonly ServerHit[]): Conversion[] {
  return [...hits.flatMap(toConversion), ...serverHits.flatMap(toServerConversions)].sort(
    (one, other) => one.receivedAtMs - other.receivedAtMs,
  );
}

function toConversion(hit: ReceivedHit): Conversion[] {
  const { receivedAtMs, sentBy, eventName, parameters, currency, items, clientId, sessionId } = hit;
  const transactionId = parameters['transaction_id'];
  if (transactionId === undefined && !eventName.startsWith('purchase')) return [];
  return [
    {
      receivedAtMs,
      sentBy,
      eventName,
      transactionId: String(transactionId ?? ''),
      value: toNumber(parameters['value']),
      currency,
      items,
      campaign: toCampaign(parameters) ?? readCampaign(hit.pageLocation ?? ''),
      clientId,
      sessionId,
    },
  ];
}

/** Undefined where Tilltag told none. */
function toCampaign(parameters: Readonly<Record<string, unknown>>): string[] | undefined {
  const told = ['tilltag_source', 'tilltag_medium', 'tilltag_campaign'].flatMap((key) => toText(parameters[key]) ?? []);
  return told.length === 0 ? undefined : told;
}

/** GA4 reads the campaign from the page's address. */
function readCampaign(pageLocation: string): string[] {
  if (!URL.canParse(pageLocation)) return [];
  const { searchParams } = new URL(pageLocation);
  return ['utm_source', 'utm_medium', 'utm_campaign'].flatMap((name) => searchParams.get(name) ?? []);
}

function toServerConversions(hit: ServerHit): Conversion[] {
  return toServerEvents(hit).map(({ name, clientId, parameters }) => ({
    receivedAtMs: hit.receivedAtMs,
    sentBy: 'server',
    eventName: name,
    transactionId: toText(parameters['transaction_id']) ?? '',
    value: toNumber(parameters['value']),
    currency: toText(parameters['currency']),
    items: toItems(parameters['items']),
    campaign: toCampaign(parameters) ?? [],
    clientId,
    sessionId: toText(parameters['session_id']),
  }));
}

function toItems(items: unknown): HitItem[] {
  return (Array.isArray(items) ? items : []).filter(isObject).map((item) => ({
    item_id: toText(item['item_id']) ?? '?',
    item_name: toText(item['item_name']) ?? '?',
    quantity: toNumber(item['quantity']) ?? 1,
    price: toNumber(item['price']) ?? 0,
  }));
}

function toNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
