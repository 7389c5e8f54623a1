// Where the page is that shows how far the deletion of a property is: with the account, because the property will be gone.
import type { PropertyRequest } from '../../route.ts';

/** The whole path of the page. */
export function toDeletionPath({
  to,
  account,
  property,
}: Pick<PropertyRequest, 'to' | 'account' | 'property'>): string {
  return to(`/accounts/${account.id}/deletions/${property.id}`);
}
