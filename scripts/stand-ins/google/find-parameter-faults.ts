// What Google's validation has to say about the parameters of one event.
import { isObject, type Say } from './validation-message.ts';

export interface ParameterCheck {
  /** Where the parameters stand in the body. */
  path: string;
  isStrict: boolean;
  say: Say;
}

const parameterName = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;
const reservedPrefix = /^(?:_|firebase_|ga_|google_|gtag\.)/;
const maxParameters = 25;
const maxItems = 200;
const maxLength = 100;

/** What recommended events must have to be of use. */
const required: Record<string, readonly string[]> = {
  purchase: ['transaction_id', 'value', 'currency', 'items'],
  refund: ['transaction_id', 'value', 'currency'],
};

/** Says every fault: too many, wrong names, too long, no money without a currency, items without id and name. */
export function findParameterFaults(
  eventName: string,
  parameters: Record<string, unknown>,
  { path, isStrict, say }: ParameterCheck,
): void {
  const entries = Object.entries(parameters);
  if (entries.length > maxParameters) say(path, 'EXCEEDED_MAX_ENTITIES', 'At most 25 parameters.');
  for (const [name, value] of entries) {
    if (!parameterName.test(name)) say(`${path}.${name}`, 'NAME_INVALID', 'This is no name.');
    if (reservedPrefix.test(name)) say(`${path}.${name}`, 'NAME_RESERVED', 'This prefix is reserved.');
    if (name === 'items') checkItems(value, `${path}.items`, say);
    else checkValue(value, `${path}.${name}`, say);
  }
  if (parameters['value'] !== undefined) checkMoney(parameters, path, say);
  if (!isStrict) return;
  for (const name of required[eventName] ?? []) {
    if (parameters[name] === undefined) say(`${path}.${name}`, 'VALUE_REQUIRED', `${eventName} needs it.`);
  }
}

function checkMoney({ value, currency }: Record<string, unknown>, path: string, say: Say): void {
  if (typeof value !== 'number') say(`${path}.value`, 'VALUE_INVALID', 'This is no number.');
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) {
    say(`${path}.currency`, 'VALUE_REQUIRED', 'A value needs a currency of three capital letters.');
  }
}

function checkItems(items: unknown, path: string, say: Say): void {
  if (!Array.isArray(items)) {
    say(path, 'VALUE_INVALID', 'This is no list.');
    return;
  }
  if (items.length > maxItems) say(path, 'EXCEEDED_MAX_ENTITIES', 'At most 200 items.');
  for (const [index, item] of items.entries()) {
    const at = `${path}[${index}]`;
    if (!isObject(item)) {
      say(at, 'VALUE_INVALID', 'This is no object.');
      continue;
    }
    if (!item['item_id'] && !item['item_name']) say(at, 'VALUE_REQUIRED', 'An item needs item_id or item_name.');
    for (const [name, value] of Object.entries(item)) checkValue(value, `${at}.${name}`, say);
  }
}

function checkValue(value: unknown, path: string, say: Say): void {
  if (typeof value === 'number' ? !Number.isFinite(value) : typeof value !== 'string') {
    say(path, 'VALUE_INVALID', 'Neither text nor number.');
  } else if (typeof value === 'string' && value.length > maxLength) {
    say(path, 'VALUE_INVALID', 'At most 100 characters.');
  }
}
