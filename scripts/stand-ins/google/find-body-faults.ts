// What Google's validation has to say about a body of the Measurement Protocol.
import { findParameterFaults } from './find-parameter-faults.ts';
import { isObject, type Say, type ValidationMessage } from './validation-message.ts';

export interface ValidationOptions {
  /** `ENFORCE_RECOMMENDATIONS`: also what recommended events should have, and an age that would be moved. */
  isStrict: boolean;
  /** Milliseconds since 1970; without it no age is checked. */
  nowMs?: number;
}

const fields: ReadonlySet<string> = new Set([
  'client_id',
  'user_id',
  'timestamp_micros',
  'user_properties',
  'user_data',
  'consent',
  'validation_behavior',
  'events',
]);

const eventName = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;
const reservedPrefix = /^(?:_|firebase_|ga_|google_|gtag\.)/;
const hash = /^[0-9a-f]{64}$/;
const maxAgeMs = 72 * 3_600_000;

/** Every fault of a parsed body, none for one that Google would collect. */
export function findBodyFaults(body: unknown, options: ValidationOptions): ValidationMessage[] {
  const messages: ValidationMessage[] = [];
  const say: Say = (fieldPath, validationCode, description) =>
    messages.push({ fieldPath, description, validationCode });
  if (!isObject(body)) {
    say('', 'VALUE_INVALID', 'The body is no JSON object.');
    return messages;
  }
  for (const name of Object.keys(body)) {
    if (!fields.has(name)) say(name, 'NAME_INVALID', 'There is no such field.');
  }
  if (typeof body['client_id'] !== 'string' || body['client_id'] === '') {
    say('client_id', 'VALUE_REQUIRED', 'A web stream needs a client_id.');
  }
  checkTime(body['timestamp_micros'], options, say);
  checkConsent(body['consent'], say);
  checkUserData(body['user_data'], say);
  checkEvents(body['events'], options, say);
  return messages;
}

function checkTime(micros: unknown, { isStrict, nowMs }: ValidationOptions, say: Say): void {
  if (micros === undefined) return;
  if (typeof micros !== 'number' || !Number.isSafeInteger(micros) || micros < 1e15) {
    say('timestamp_micros', 'VALUE_INVALID', 'This is no number of microseconds since 1970.');
  } else if (isStrict && nowMs !== undefined && nowMs - micros / 1000 > maxAgeMs) {
    say('timestamp_micros', 'VALUE_INVALID', 'This is more than 72 hours ago.');
  }
}

function checkConsent(consent: unknown, say: Say): void {
  if (consent === undefined) return;
  if (!isObject(consent)) {
    say('consent', 'VALUE_INVALID', 'This is no object.');
    return;
  }
  for (const [name, state] of Object.entries(consent)) {
    if (name !== 'ad_user_data' && name !== 'ad_personalization') say(`consent.${name}`, 'NAME_INVALID', 'Unknown.');
    if (state !== 'GRANTED' && state !== 'DENIED') say(`consent.${name}`, 'VALUE_INVALID', 'GRANTED or DENIED.');
  }
}

function checkUserData(userData: unknown, say: Say): void {
  if (userData === undefined) return;
  if (!isObject(userData)) {
    say('user_data', 'VALUE_INVALID', 'This is no object.');
    return;
  }
  for (const [name, value] of Object.entries(userData)) {
    if (name === 'address') checkAddresses(value, say);
    else if (!name.startsWith('sha256_')) say(`user_data.${name}`, 'NAME_INVALID', 'Only hashes are taken.');
    else if (!isHashList(value)) say(`user_data.${name}`, 'VALUE_INVALID', 'This is no list of SHA-256 in hex.');
  }
}

function checkAddresses(addresses: unknown, say: Say): void {
  if (!Array.isArray(addresses)) {
    say('user_data.address', 'VALUE_INVALID', 'This is no list.');
    return;
  }
  for (const [index, address] of addresses.entries()) {
    for (const [name, value] of Object.entries(isObject(address) ? address : {})) {
      const isPlain = ['city', 'region', 'postal_code', 'country'].includes(name);
      const isFine = isPlain ? typeof value === 'string' : name.startsWith('sha256_') && isHash(value);
      if (!isFine) say(`user_data.address[${index}].${name}`, 'VALUE_INVALID', 'This is no SHA-256 in hex.');
    }
  }
}

function isHashList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= 3 && value.every(isHash);
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && hash.test(value);
}

function checkEvents(events: unknown, { isStrict }: ValidationOptions, say: Say): void {
  if (!Array.isArray(events) || events.length === 0) {
    say('events', 'VALUE_REQUIRED', 'There is no event.');
    return;
  }
  if (events.length > 25) say('events', 'EXCEEDED_MAX_ENTITIES', 'At most 25 events.');
  for (const [index, event] of events.entries()) {
    checkEvent(event, `events[${index}]`, isStrict, say);
  }
}

function checkEvent(event: unknown, path: string, isStrict: boolean, say: Say): void {
  if (!isObject(event)) {
    say(path, 'VALUE_INVALID', 'This is no object.');
    return;
  }
  const { name, params } = event;
  if (typeof name !== 'string' || !eventName.test(name)) say(`${path}.name`, 'NAME_INVALID', 'This is no name.');
  else if (reservedPrefix.test(name)) say(`${path}.name`, 'NAME_RESERVED', 'This prefix is reserved.');
  if (params !== undefined && !isObject(params)) say(`${path}.params`, 'VALUE_INVALID', 'This is no object.');
  findParameterFaults(String(name), isObject(params) ? params : {}, { path: `${path}.params`, isStrict, say });
}
