// A page's look at a paid session of a property, for tests that care about one field only.
import type { View } from '../../../functions/ledger/record-view.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { buildSession } from '../rules/checkout-session-builder.ts';

/** A look with a claim, by a page that knows of no campaign. */
export function newView(property: Property, changes: Partial<View> = {}): View {
  return {
    property,
    session: buildSession({ id: 'cs_test_a1b2c3d4e5f6', livemode: false }),
    status: 'paid',
    event: 'purchase',
    claim: 'claim_of_the_first_page',
    isPassedOn: false,
    clickId: undefined,
    told: {},
    consent: undefined,
    gaIds: {},
    ...changes,
  };
}
