// Views of one session: as a page sees it first, as another page sees it, and while its money is still on the way.
import type { View } from '../../../functions/ledger/record-view.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { newProperty } from '../store/records.ts';
import { newView } from './new-view.ts';

export const property = newProperty();
export const view = newView(property);
export const other = { ...view, claim: 'claim_of_another_page' };

export const pending: View = {
  ...view,
  status: 'pending',
  event: 'checkout_pending',
  session: { ...view.session, paymentStatus: 'unpaid' },
};

/** The id of the session's entry. */
export const id = entryId(property.id, view.session.id);

/** A store of its own, which ends with the process. */
export const openMemory = (): Promise<Store> => openStore('sqlite::memory:');
