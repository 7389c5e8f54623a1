// Says in words what a line wants to reach, and by which entry of a form's permissions it would be allowed.
import { unknownValue } from '../unknown-value.ts';
import type { Wanted } from './wanted.ts';

/** How sentences speak of one need. */
export interface NeedWords {
  /** What is reached: `'dataLayer' (write)`. */
  readonly what: string;
  /** The entry that the builder of this permission wants, as TypeScript: `{ key: 'dataLayer', write: true }`. */
  readonly entry: string;
}

/** Undefined where the code does not show what is reached. */
export function describeNeed({ permission, values }: Wanted): NeedWords | undefined {
  const describe = Object.hasOwn(words, permission) ? words[permission] : undefined;
  const isUnclear = values.some((value) => value === unknownValue || hasUnknownName(value));
  return describe === undefined || (isUnclear && !partlyKnown.includes(permission)) ? undefined : describe(values);
}

/** Permissions of which the first value alone says enough. */
const partlyKnown = ['set_cookies', 'access_firestore', 'access_bigquery'];

function hasUnknownName(value: unknown): boolean {
  return Array.isArray(value) && value.includes(unknownValue);
}

type Describe = (values: readonly unknown[]) => NeedWords | undefined;

const quoted = (value: unknown): string => `'${String(value)}'`;

const text: Describe = ([value]) =>
  typeof value === 'string' ? { what: quoted(value), entry: quoted(value) } : undefined;

const eventData: Describe = ([key]) =>
  key === undefined ? { what: 'the whole event', entry: quoted('any') } : text([key]);

function keyed(name: string): Describe {
  return ([access, key]) => {
    if (typeof key !== 'string') return undefined;
    const accesses = access === 'readwrite' ? ['read', 'write'] : [String(access)];
    const ticks = accesses.map((one) => `${one}: true`).join(', ');
    return { what: `${quoted(key)} (${accesses.join(' and ')})`, entry: `{ ${name}: ${quoted(key)}, ${ticks} }` };
  };
}

const address: Describe = ([component, key]) => {
  if (component === undefined) return { what: 'the whole address', entry: quoted('any') };
  const part = `parts: [${quoted(component)}]`;
  if (component !== 'query') return { what: `the part ${quoted(component)}`, entry: `{ ${part} }` };
  if (key === undefined) return { what: 'the whole query', entry: `{ ${part}, queryKeys: 'any' }` };
  return { what: `the query key ${quoted(key)}`, entry: `{ ${part}, queryKeys: [${quoted(key)}] }` };
};

const cookie: Describe = ([name, options]) => {
  if (typeof name !== 'string') return undefined;
  const stated = ['domain', 'path', 'secure'].flatMap((key) => {
    const value: unknown = typeof options === 'object' && options !== null ? Reflect.get(options, key) : undefined;
    return value === undefined || value === unknownValue ? [] : [`${key} ${String(value)}`];
  });
  const what = [quoted(name), ...stated].join(' with ');
  return { what, entry: `{ name: ${quoted(name)} }` };
};

const request: Describe = ([component, name]) => {
  if (component === 'header') return { what: `the header ${quoted(name)}`, entry: `{ headers: [${quoted(name)}] }` };
  if (component !== 'query')
    return { what: `the ${String(component).replace('_', ' ')}`, entry: `{ ${part(component)}: true }` };
  if (name === undefined) return { what: 'the whole query', entry: `{ queryParameters: 'any' }` };
  return { what: `the query parameter ${quoted(name)}`, entry: `{ queryParameters: [${quoted(name)}] }` };
};

function part(component: unknown): string {
  return component === 'remote_address' ? 'remoteAddress' : String(component);
}

const document: Describe = ([operation, target]) => {
  const path: unknown = typeof target === 'object' && target !== null ? Reflect.get(target, 'path') : unknownValue;
  if (typeof path !== 'string') return undefined;
  return {
    what: `${quoted(path)} (${String(operation)})`,
    entry: `{ path: ${quoted(path)}, operation: ${quoted(operation)} }`,
  };
};

const table: Describe = ([operation, target]) => {
  const read = (key: string): unknown =>
    typeof target === 'object' && target !== null ? Reflect.get(target, key) : unknownValue;
  const names = ['projectId', 'datasetId', 'tableId'].map((key) => [key, read(key)] as const);
  const known = names.filter(([, value]) => typeof value === 'string');
  if (known.length === 0) return undefined;
  const what = known.map(([, value]) => String(value)).join('.');
  const entry = known.map(([key, value]) => `${key}: ${quoted(value)}`).join(', ');
  return { what: `the table ${quoted(what)} (${String(operation)})`, entry: `{ ${entry} }` };
};

const message: Describe = ([usage, type]) => ({
  what: `the message ${quoted(type)} (${String(usage)})`,
  entry: `{ type: ${quoted(type)}, action: ${quoted(usage)} }`,
});

const words: Readonly<Record<string, Describe>> = {
  access_bigquery: table,
  access_consent: keyed('type'),
  access_firestore: document,
  access_globals: keyed('key'),
  access_local_storage: keyed('key'),
  access_response: request,
  get_cookies: text,
  get_referrer: address,
  get_url: address,
  inject_hidden_iframe: text,
  inject_script: text,
  read_data_layer: text,
  read_event_data: eventData,
  read_request: request,
  send_http: text,
  send_pixel: text,
  send_pixel_from_browser: text,
  set_cookies: cookie,
  use_custom_private_keys: text,
  use_google_credentials: text,
  use_message: message,
  write_data_layer: text,
};
