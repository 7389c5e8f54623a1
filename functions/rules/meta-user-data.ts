// The buyer as Meta's advanced matching keys.
import type { MetaUserData } from '../contract/checkout-answer.ts';
import { metaEmail } from './email-address.ts';
import { knownFields } from './known-fields.ts';
import { splitName } from './person-name.ts';
import { toE164 } from './phone-number.ts';
import type { EmailPolicy } from './property.ts';
import { toSha256 } from './sha256.ts';
import type { Buyer } from './user-data.ts';

/** Meta's own browser and click ids, which travel as they are. */
export interface MetaIds {
  fbp?: string | undefined;
  fbc?: string | undefined;
}

/**
 * Meta's matching keys, always hashed but for `fbp` and `fbc`; `external_id` is the customer id. `undefined` under policy
 * `none`, and when nothing is known.
 * See https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters
 */
export function toMetaUserData(buyer: Buyer, policy: EmailPolicy, ids: MetaIds = {}): MetaUserData | undefined {
  if (policy === 'none') return undefined;
  const { first, last } = splitName(buyer.name);
  const address = buyer.address;
  const inUnitedStates = address?.country?.trim().toLowerCase() === 'us';
  const userData: MetaUserData = knownFields({
    em: toSha256(buyer.email, metaEmail),
    ph: toSha256(buyer.phone, (text) => toE164(text)?.slice(1)),
    fn: toSha256(first, withoutPunctuation),
    ln: toSha256(last, withoutPunctuation),
    ct: toSha256(address?.city, lettersOnly),
    st: toSha256(address?.state, lettersOnly),
    // Meta matches the five digits of the area, not the four of the delivery route.
    zp: toSha256(address?.postalCode, (text) => lettersAndDigits(text).slice(0, inUnitedStates ? 5 : undefined)),
    country: toSha256(address?.country, lettersOnly),
    external_id: toSha256(buyer.customerId, (text) => text),
    fbp: ids.fbp,
    fbc: ids.fbc,
  });
  return Object.keys(userData).length > 0 ? userData : undefined;
}

function withoutPunctuation(text: string): string {
  const cleaned = text.toLowerCase().replace(/[\p{P}\p{S}]/gu, '');
  return cleaned.trim().replace(/\s+/g, ' ');
}

// Of any script: Meta recommends a to z but hashes what it is given.
function lettersOnly(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{M}]/gu, '');
}

function lettersAndDigits(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}
