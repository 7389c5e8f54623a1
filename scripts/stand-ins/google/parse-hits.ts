// Reads GA4's web hits: shared parameters in the query, one event per line of the body, products as `pr1=idA~nmB`.

/** A product of a purchase, amounts in major units, as it was sent. */
export interface HitItem {
  item_id?: string;
  item_name?: string;
  price?: number;
  quantity?: number;
  discount?: number;
}

/** One event as it arrived. Absent is what was not sent. */
export interface Hit {
  measurementId: string | undefined;
  clientId: string | undefined;
  sessionId: string | undefined;
  eventName: string;
  pageLocation: string | undefined;
  currency: string | undefined;
  items: HitItem[];
  /** Event parameters by their own name, of text (`ep.`) and number (`epn.`) alike. */
  parameters: Record<string, string | number>;
}

/** Every event of one request; a request without an event name holds none. */
export function parseHits(query: string, body: string): Hit[] {
  const lines = body.split(/\r?\n/).filter((line) => line !== '');
  return (lines.length === 0 ? [''] : lines).flatMap((line) => {
    const sent = new URLSearchParams(`${query}&${line}`);
    // The last of two equal names wins: a line overrides what the query shares.
    const named = new Map(sent);
    const eventName = named.get('en');
    return eventName === undefined || eventName === '' ? [] : [toHit(eventName, named)];
  });
}

function toHit(eventName: string, sent: Map<string, string>): Hit {
  return {
    eventName,
    measurementId: sent.get('tid'),
    clientId: sent.get('cid'),
    sessionId: sent.get('sid'),
    pageLocation: sent.get('dl'),
    currency: sent.get('cu'),
    items: [...sent].filter(([name]) => /^pr\d+$/.test(name)).map(([, value]) => parseItem(value)),
    parameters: Object.fromEntries([...sent].flatMap(toParameter)),
  };
}

function toParameter([name, value]: [string, string]): [string, string | number][] {
  if (name.startsWith('epn.')) {
    return [[name.slice('epn.'.length), Number(value)]];
  }
  return name.startsWith('ep.') ? [[name.slice('ep.'.length), value]] : [];
}

function parseItem(text: string): HitItem {
  const item: HitItem = {};
  // A doubled ~ is a ~ of the value itself.
  for (const escaped of text.split(/(?<!~)~(?!~)/)) {
    const part = escaped.replaceAll('~~', '~');
    const value = part.slice(2);
    if (part.startsWith('id')) item.item_id = value;
    if (part.startsWith('nm')) item.item_name = value;
    if (part.startsWith('pr')) item.price = Number(value);
    if (part.startsWith('qt')) item.quantity = Number(value);
    if (part.startsWith('ds')) item.discount = Number(value);
  }
  return item;
}
