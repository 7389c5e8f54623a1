// A paid session whose page passes its purchase on to a server container: the page, the container, the webhook, and what the
// ledger has of it all.
import type { Report } from '../../../functions/contract/report.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { type ContainerParts, recordContainerView } from '../../../functions/ledger/record-container-view.ts';
import { type Reporter, recordReport } from '../../../functions/ledger/record-report.ts';
import type { View } from '../../../functions/ledger/record-view.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { buildSession } from '../rules/checkout-session-builder.ts';
import { newSendingProperty, newSession, nowMs, tellSession } from './changes.ts';
import { consented, destinations, key } from './container-and-sweep.ts';
import type { TwoStores } from './describe-on-stores.ts';
import { newView } from './new-view.ts';

/** The session of a property that sends by server, unless `changes` say otherwise; `viewed` is what else its page tells. */
export function startContainerSender(
  { one, other }: TwoStores,
  changes: Partial<Property> = {},
  viewed: Partial<View> = {},
) {
  const property = newSendingProperty({ sender: 'server', destinations, ...changes });
  const session = newSession({ lines: buildSession().lines });
  const page = newView(property, { session, consent: consented, ...viewed });
  const passedOn: View = { ...page, isPassedOn: true };
  const noParts: ContainerParts = { click: undefined, buyer: session };
  const ask = (store: Store, atMs: number, claim: string | undefined = 'claim_of_the_container', parts = noParts) =>
    recordContainerView(store, passedOn, { claim, gather: async () => parts }, atMs);
  const report = (atMs: number, claim = 'claim_of_the_container', reporter: Reporter = 'container') => {
    const body: Report = {
      property_id: property.id,
      checkout_session_id: session.id,
      event_id: `purchase:${session.id}`,
      claim,
    };
    return recordReport(one(), property, body, atMs, reporter);
  };
  const findEntry = async (): Promise<SessionEntry> => {
    const entry = await one().findEntry(entryId(property.id, session.id));
    if (entry?.kind !== 'session') throw new Error('The ledger knows no such session.');
    return entry;
  };
  const find = async () => (await findEntry()).deliveries[key];
  const hear = () =>
    recordChange(other(), property, tellSession({ ...session, lines: [] }), { nowMs, source: 'webhook' });
  return { property, session, page, passedOn, ask, report, findEntry, find, hear };
}
