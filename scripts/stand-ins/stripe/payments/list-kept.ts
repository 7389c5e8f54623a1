// Finds and lists what belongs to the caller's account and mode, newest first, as Stripe's lists do.
import type { Caller } from '../accounts.ts';
import { invalidParameter, resourceMissing, type StripeErrorAnswer } from '../api-errors.ts';
import { pageOf } from '../parameters.ts';
import type { Kept } from '../state.ts';

/** The row with this id, or Stripe's 404, which names `object` and `param`. */
export function findKept<Row extends Kept<unknown>>(
  rows: Map<string, Row>,
  caller: Caller,
  id: string,
  { object, param }: { object: string; param: string },
): Row | StripeErrorAnswer {
  const row = rows.get(id);
  return row !== undefined && belongs(row, caller) ? row : resourceMissing(object, param, id);
}

/** A page of the caller's rows that `matches` takes and that were created when asked for, rendered; or Stripe's 400. */
export function listKept<Row extends Kept<{ id: string; created: number }>>(
  rows: Map<string, Row>,
  caller: Caller,
  values: Map<string, string>,
  options: { url: string; matches: (row: Row) => boolean; render: (row: Row) => object },
): object {
  const isWithin = readCreated(values);
  if ('error' in isWithin) {
    return isWithin;
  }
  const found = [...rows.values()]
    .filter((row) => belongs(row, caller) && isWithin(row.object.created) && options.matches(row))
    .reverse()
    .map((row) => ({ id: row.object.id, row }));
  const page = pageOf(found, values, options.url);
  return 'error' in page ? page : { ...page, data: page.data.map(({ row }) => options.render(row)) };
}

function belongs(row: Kept<unknown>, caller: Caller): boolean {
  return row.accountId === caller.account.id && row.livemode === caller.livemode;
}

const comparisons: Record<string, (created: number, bound: number) => boolean> = {
  created: (created, bound) => created === bound,
  'created[gt]': (created, bound) => created > bound,
  'created[gte]': (created, bound) => created >= bound,
  'created[lt]': (created, bound) => created < bound,
  'created[lte]': (created, bound) => created <= bound,
};

/** Whether a moment of creation was asked for; Stripe's 400 for what is no time. */
export function readCreated(values: Map<string, string>): ((created: number) => boolean) | StripeErrorAnswer {
  const bounds = Object.keys(comparisons).filter((name) => values.has(name));
  const wrong = bounds.find((name) => !/^\d+$/.test(values.get(name) ?? ''));
  if (wrong !== undefined) {
    return invalidParameter(wrong, `Invalid integer: ${values.get(wrong)}`, 'parameter_invalid_integer');
  }
  return (created) => bounds.every((name) => comparisons[name]?.(created, Number(values.get(name))) === true);
}
