// The hundred shops whose visitors make the load: properties, keys, hosts, sessions and addresses, all told by number.

/** Over how many properties each load is spread, so that no limit of one property, key or address is what is measured. */
export const shopCount = 100;

export interface Shop {
  propertyId: string;
  hostname: string;
  stripeKey: string;
}

/** What all shops' webhooks are signed with, so that a handler without a database can verify them too. */
export const webhookSecret = ['whsec', 'benchShops'.padEnd(32, '0')].join('_');

/** The shop that session `number` belongs to; sessions go round the shops, of which there are `shops`. */
export function toShop(number: number, shops = shopCount): Shop {
  const name = String(number % shops).padStart(3, '0');
  return {
    propertyId: `tt_benchshop00000000${name}`,
    hostname: `shop${name}.example.com`,
    // Put together here, because a literal would look like a real key to the scanners of code hosts.
    stripeKey: ['rk', 'live', `benchShop${name}`.padEnd(90, '0')].join('_'),
  };
}

const prefix = 'cs_live_b1';
const idLength = 66;
const runLength = 6;
const numberLength = 10;

/** The id of session `number` of one run, as long as a real one. Throws a RangeError unless `run` is six letters or digits. */
export function toSessionId(run: string, number: number): string {
  if (!/^[A-Za-z0-9]{6}$/.test(run)) throw new RangeError('A run is named by six letters or digits.');
  return `${prefix}${run}${String(number).padStart(numberLength, '0')}`.padEnd(idLength, 'x');
}

/** The number inside an id of `toSessionId`, `undefined` for any other text. */
export function parseSessionNumber(sessionId: string): number | undefined {
  if (sessionId.length !== idLength || !sessionId.startsWith(prefix)) return undefined;
  const start = prefix.length + runLength;
  const number = Number(sessionId.slice(start, start + numberLength));
  return Number.isInteger(number) ? number : undefined;
}

/** The claim of the page that shows session `number`. */
export function toClaim(number: number): string {
  return `claim${String(number).padStart(17, '0')}`;
}

/** The address of the visitor who bought session `number`: 16.7 million of them before one comes back. */
export function toVisitorAddress(number: number): string {
  return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
}
