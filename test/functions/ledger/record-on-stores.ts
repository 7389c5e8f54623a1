// Records what Stripe tells on the stores of a test, and looks at what came of it.
import { type ChangeOutcome, recordChange } from '../../../functions/ledger/record-change.ts';
import type { Recording } from '../../../functions/ledger/recording.ts';
import type { Entry, SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { StripeChange } from '../../../functions/rules/stripe-change.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { nowMs } from './changes.ts';

/** Told by the webhook, at the time of the tests. */
export const when: Recording = { nowMs, source: 'webhook' };

/** The entry of what was not ignored. */
export function entryOf(outcome: ChangeOutcome): Entry {
  if (outcome.kind === 'ignored') throw new Error(`It was ignored: ${outcome.reason}.`);
  return outcome.entry;
}

/** What a test does with its store. */
export interface RecordOnStore {
  record: (property: Property, change: StripeChange, more?: Partial<Recording>) => Promise<ChangeOutcome>;
  /** The stored entry of a session that is known. */
  sessionEntry: (property: Property, session: { id: string }) => Promise<SessionEntry>;
}

/** The two for the store that `store` gives while a test runs. */
export function recordOn(store: () => Store): RecordOnStore {
  return {
    record: (property, change, more = {}) => recordChange(store(), property, change, { ...when, ...more }),
    async sessionEntry(property, { id }) {
      const entry = await store().findEntry(entryId(property.id, id));
      if (entry?.kind !== 'session') throw new Error('There is no such session.');
      return entry;
    },
  };
}
