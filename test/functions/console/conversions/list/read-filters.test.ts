// What the address of the list says, and what it is taken for where nobody of ours wrote it.
import { describe, expect, it } from 'vitest';
import { readFilters, toCursor } from '../../../../../functions/console/conversions/list/read-filters.ts';

const property = { id: 'tt_shopshop00', stripeKeys: { live: null, test: null } };
const readAfter = (after: string) => readFilters(new URLSearchParams({ after }), property).after;

describe('readFilters', () => {
  it('goes on where the page before ended', () => {
    const position = { occurredAtMs: 1_790_000_000_000, id: 'tt_shopshop00:cs_test_a1' };
    expect(readAfter(toCursor(position, property.id))).toEqual(position);
  });

  it.each(['9999999999999999.cs_test_a1', '-1.cs_test_a1', '1.', '1.a:b', ''])(
    'begins at the top behind %j, which is no place in a list',
    (after) => expect(readAfter(after)).toBeUndefined(),
  );
});
