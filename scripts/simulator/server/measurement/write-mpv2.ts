// Writes an event with the names of common event data as the query of a GA4 hit.
//
// It proves what an event holds for Google Analytics; only Google's endpoint proves what it takes. What is left out: values
// that are neither text, number nor truth value, and what follows from other parameters or from the request's headers.
import { isPlainObject } from '../../sandbox/plain-object.ts';
import { writeMpv2Item } from './mpv2-items.ts';
import { inverted, mpv2ClientHints, mpv2Numbers, mpv2SystemProperties, mpv2Texts } from './mpv2-names.ts';

const parameters = new Map([...inverted(mpv2Texts), ...inverted(mpv2Numbers)]);
const groups: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ['x-ga-system_properties', inverted(mpv2SystemProperties)],
  ['client_hints', inverted(mpv2ClientHints)],
]);
const derived = new Set(['x-ga-protocol_version', 'page_hostname', 'page_path', 'user_agent']);
const unknownPrefix = 'x-ga-mp2-';

type Pair = readonly [string, string];

function writeGroup(value: Readonly<Record<string, unknown>>, names: ReadonlyMap<string, string>): Pair[] {
  return Object.entries(value).flatMap(([key, item]): Pair[] => {
    const parameter = names.get(key);
    return parameter === undefined ? [] : [[parameter, String(item)]];
  });
}

function writeUserProperties(properties: unknown): Pair[] {
  return Object.entries(isPlainObject(properties) ? properties : {}).flatMap(([name, property]): Pair[] => {
    const value = isPlainObject(property) ? property['value'] : property;
    return value === undefined ? [] : [[`${typeof value === 'number' ? 'upn' : 'up'}.${name}`, String(value)]];
  });
}

function writeScalar(name: string, value: unknown): Pair[] {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return [];
  }
  const known = parameters.get(name);
  if (known !== undefined) {
    return [[known, String(value)]];
  }
  if (name.startsWith(unknownPrefix)) {
    return [[name.slice(unknownPrefix.length), String(value)]];
  }
  return [[`${typeof value === 'number' ? 'epn' : 'ep'}.${name}`, String(value)]];
}

function writeEntry([name, value]: readonly [string, unknown]): Pair[] {
  const group = groups.get(name);
  if (derived.has(name)) {
    return [];
  }
  if (name === 'items') {
    const items = Array.isArray(value) ? value.filter(isPlainObject) : [];
    return items.map((item, index): Pair => [`pr${index + 1}`, writeMpv2Item(item)]);
  }
  if (name === 'x-ga-mp2-user_properties') {
    return writeUserProperties(value);
  }
  return group && isPlainObject(value) ? writeGroup(value, group) : writeScalar(name, value);
}

/** The query without a question mark. */
export function writeMpv2(event: Readonly<Record<string, unknown>>): string {
  const pairs: Pair[] = [['v', '2'], ...Object.entries(event).flatMap(writeEntry)];
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}
