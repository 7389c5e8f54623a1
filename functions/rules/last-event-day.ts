// When a property's webhook last took an event, from what its instances counted.
import type { Tally } from './stored-records.ts';

/** An event that Stripe signed with a secret of the property and that the function understood, for the first time or again. */
const takenWords = ['accepted', 'repeated'];

/** The last day (`YYYY-MM-DD`, UTC) with such an event; `undefined` where no tally tells of one. */
export function findLastEventDay(tallies: readonly Pick<Tally, 'day' | 'counts'>[]): string | undefined {
  return tallies
    .filter(({ counts }) => takenWords.some((word) => (counts[word] ?? 0) > 0))
    .map(({ day }) => day)
    .sort()
    .at(-1);
}
