// Reads a GA4 hit into events with the names of common event data, as GTM's own GA4 client does.
//
// It proves that a client's code meets the usual names and shapes. What is approximated: GTM's complete table of names is not
// public, so a parameter that is not known here becomes `x-ga-mp2-<its name>`; user properties become
// `x-ga-mp2-user_properties`; user-provided data, consent mode's modelling and the visitor's region are not derived.
// Decisions where GTM's behaviour is not public:
// - a request is a GA4 hit when its path ends with /g/collect and its query says v=2;
// - every line of the body is one event, over the parameters of the query; a hit without a body is one event;
// - page_hostname and page_path are taken from page_location; ip_override and user_agent from the request.
import { setOwn } from '../../sandbox/set-own.ts';
import { readQuery } from '../read-query.ts';
import type { IncomingRequest } from '../server-host.ts';
import { readMpv2Item } from './mpv2-items.ts';
import { mpv2ClientHints, mpv2Numbers, mpv2SystemProperties, mpv2Texts } from './mpv2-names.ts';
import { visitorData } from './visitor-data.ts';

type Event = Record<string, unknown>;

/** True for a hit of Google's GA4 tags. */
export function isMpv2({ path, queryString }: IncomingRequest): boolean {
  return path.endsWith('/g/collect') && readQuery(queryString).some(([name, value]) => name === 'v' && value === '2');
}

/** Sets the value within an object of the event, which is made when it is missing. */
function setWithin(event: Event, group: string, key: string, value: unknown): void {
  const existing = event[group];
  const target = typeof existing === 'object' && existing !== null ? existing : {};
  setOwn(target, key, value);
  event[group] = target;
}

/** Parameters that are named by what stands before their first dot. */
const prefixes: Readonly<Record<string, (event: Event, name: string, value: string) => void>> = {
  ep: (event, name, value) => setOwn(event, name, value),
  epn: (event, name, value) => setOwn(event, name, Number(value)),
  up: (event, name, value) => setWithin(event, 'x-ga-mp2-user_properties', name, { value }),
  upn: (event, name, value) => setWithin(event, 'x-ga-mp2-user_properties', name, { value: Number(value) }),
  sst: (event, name, value) => setWithin(event, 'x-sst-system_properties', name, value),
};

function readPrefixed(event: Event, parameter: string, value: string): boolean {
  const dot = parameter.indexOf('.');
  const prefix = parameter.slice(0, Math.max(dot, 0));
  const set = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined;
  set?.(event, parameter.slice(dot + 1), value);
  return set !== undefined;
}

function nameIn(names: Readonly<Record<string, string>>, parameter: string): string | undefined {
  return Object.hasOwn(names, parameter) ? names[parameter] : undefined;
}

function readParameter(event: Event, items: Event[], parameter: string, value: string): void {
  const text = nameIn(mpv2Texts, parameter);
  const number = nameIn(mpv2Numbers, parameter);
  const property = nameIn(mpv2SystemProperties, parameter);
  const hint = nameIn(mpv2ClientHints, parameter);
  if (text !== undefined) {
    event[text] = value;
  } else if (number !== undefined) {
    event[number] = Number(value);
  } else if (property !== undefined) {
    setWithin(event, 'x-ga-system_properties', property, value);
  } else if (hint !== undefined) {
    setWithin(event, 'client_hints', hint, value);
  } else if (/^pr\d+$/.test(parameter)) {
    items.push(readMpv2Item(value));
  } else if (!readPrefixed(event, parameter, value)) {
    setOwn(event, `x-ga-mp2-${parameter}`, value);
  }
}

/** One event per line of the body, in order. */
export function readMpv2(request: IncomingRequest): Event[] {
  const lines = (request.body ?? '').split(/\r?\n/).filter((line) => line !== '');
  return (lines.length === 0 ? [''] : lines).map((line) => {
    const event: Event = visitorData(request);
    const items: Event[] = [];
    for (const [parameter, value] of readQuery(`${request.queryString}&${line}`)) {
      readParameter(event, items, parameter, value);
    }
    const { page_location: location } = event;
    if (typeof location === 'string' && URL.canParse(location)) {
      const { hostname, pathname } = new URL(location);
      Object.assign(event, { page_hostname: hostname, page_path: pathname });
    }
    return items.length > 0 ? { ...event, items } : event;
  });
}
