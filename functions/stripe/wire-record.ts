// Reads JSON of Stripe's whose shape depends on the API version it was written in: nothing is taken for granted.

/** One JSON object; every reading of what is not there, or of another type, gives `null` or nothing. */
export interface WireRecord {
  readonly raw: Readonly<Record<string, unknown>>;
  /** `null` also for an empty text, which is how Stripe writes some unanswered fields, and for one with half a character. */
  text: (key: string) => string | null;
  whole: (key: string) => number | null;
  /** Whole seconds since 1970; `null` also for what lies beyond the years that a date is written in. */
  seconds: (key: string) => number | null;
  flag: (key: string) => boolean | null;
  /** The id of a reference, whether it stands there as text or as the whole object. */
  id: (key: string) => string | null;
  record: (key: string) => WireRecord | undefined;
  /** The objects of a list, or of a page of one (`{ object: 'list', data }`). */
  records: (key: string) => WireRecord[];
  /** Whether the value is of one of these types, an object where `object` is named; absent and `null` count as `null`. */
  is: (key: string, ...types: WireType[]) => boolean;
}

/** The end of the year 9999: days behind it are no `YYYY-MM-DD` any more, and further on no `Date` at all. */
const lastSecond = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

type WireType = 'string' | 'number' | 'boolean' | 'object' | 'null';

/** The object in `value`, `undefined` where it is none. */
export function toWireRecord(value: unknown): WireRecord | undefined {
  if (!isObject(value)) return undefined;
  const at = (key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
  const record = (key: string): WireRecord | undefined => toWireRecord(at(key));
  const text = (key: string): string | null => toText(at(key));
  return {
    raw: value,
    text,
    whole: (key) => toWhole(at(key)),
    seconds: (key) => toSeconds(at(key)),
    flag: (key) => toFlag(at(key)),
    id: (key) => text(key) ?? record(key)?.text('id') ?? null,
    record,
    records: (key) => toRecords(at(key)),
    is: (key, ...types) => types.some((type) => type === typeOf(at(key))),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A database keeps no half of a character, so that an id with one would come back as another. */
function toText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.isWellFormed() ? value : null;
}

function toWhole(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

function toSeconds(value: unknown): number | null {
  const seconds = toWhole(value);
  return seconds !== null && seconds >= 0 && seconds <= lastSecond ? seconds : null;
}

function toFlag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function toRecords(value: unknown): WireRecord[] {
  const list: unknown = isObject(value) ? value['data'] : value;
  return Array.isArray(list) ? list.map(toWireRecord).filter((record) => record !== undefined) : [];
}

function typeOf(value: unknown): WireType | undefined {
  if (value === undefined || value === null) return 'null';
  if (isObject(value)) return 'object';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : undefined;
}
