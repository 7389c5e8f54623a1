// A session's client_reference_id is the merchant's own business, unless somebody wrote the buyer's address into it.
import { usableText } from './campaign.ts';

/** The reference; `null` where it holds an e-mail address, as references of sessions made by code sometimes do. */
export function impersonalReference(reference: string | null): string | null {
  return usableText(reference) === undefined ? null : reference;
}
