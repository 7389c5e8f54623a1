// Stripe's form encoding: `expand[0]=line_items` and `after_completion[redirect][url]=…`, strictly checked.
import { invalidParameter, type StripeErrorAnswer, unknownParameter } from './api-errors.ts';

/** What a request sent, lists gathered under their bare name. */
export interface Parameters {
  values: Map<string, string>;
  expand: string[];
}

/** Stripe's 400 for the first parameter that is neither `expand` nor one of `allowed`. */
export function parseParameters(search: URLSearchParams, allowed: string[]): Parameters | StripeErrorAnswer {
  const values = new Map<string, string>();
  const expand: string[] = [];
  for (const [name, value] of search) {
    if (/^expand\[\d*\]$/.test(name)) {
      expand.push(value);
    } else if (name === 'expand') {
      return invalidParameter('expand', 'Invalid array');
    } else if (allowed.includes(name) || allowed.includes(name.replace(/\[[^[\]]*\]$/, '[*]'))) {
      values.set(name, value);
    } else {
      return unknownParameter(name);
    }
  }
  return { values, expand };
}

const defaultPageSize = 10;
const maxPageSize = 100;

/** A page of a list after the cursors that were sent, or Stripe's 400 for a limit or cursor it would not take. */
export function pageOf<T extends { id: string }>(
  items: T[],
  values: Map<string, string>,
  url: string,
): { object: 'list'; data: T[]; has_more: boolean; url: string } | StripeErrorAnswer {
  const limitText = values.get('limit') ?? String(defaultPageSize);
  const limit = Number(limitText);
  if (!/^-?\d+$/.test(limitText)) {
    return invalidParameter('limit', `Invalid integer: ${limitText}`, 'parameter_invalid_integer');
  }
  if (limit < 1 || limit > maxPageSize) {
    const bound = limit < 1 ? 'greater than or equal to 1' : `less than or equal to ${maxPageSize}`;
    return invalidParameter('limit', `This value must be ${bound}.`, 'parameter_invalid_integer');
  }
  const after = values.get('starting_after');
  const cursor = after === undefined ? -1 : items.findIndex((item) => item.id === after);
  if (after !== undefined && cursor === -1) {
    return invalidParameter('starting_after', `No such object: '${after}'`, 'resource_missing');
  }
  const data = items.slice(cursor + 1, cursor + 1 + limit);
  return { object: 'list', data, has_more: cursor + 1 + limit < items.length, url };
}
