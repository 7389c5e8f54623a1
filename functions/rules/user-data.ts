// The buyer as Google's `user_data`, as plainly as the policy allows.
import type { UserAddress, UserData } from '../contract/checkout-answer.ts';
import type { CheckoutSession } from './checkout-session.ts';
import { googleEmail, plainEmail } from './email-address.ts';
import { knownFields } from './known-fields.ts';
import { splitName } from './person-name.ts';
import { toE164 } from './phone-number.ts';
import type { EmailPolicy } from './property.ts';
import { isSha256, toSha256 } from './sha256.ts';

/** What of a session the two user-data rules read. */
export type Buyer = Pick<CheckoutSession, 'email' | 'phone' | 'name' | 'address' | 'customerId'>;

/**
 * Google's `user_data`: plain keys under `plain`, which Google's tag normalises and hashes itself; under `hashed` only
 * `sha256_*` keys, so no city or postal code either, for which Google has no hashed form. `undefined` under `none`, and when
 * nothing is known of the buyer.
 */
export function toUserData(buyer: Buyer, policy: EmailPolicy): UserData | undefined {
  if (policy === 'none') return undefined;
  const userData = policy === 'plain' ? plainUserData(buyer) : hashedUserData(buyer);
  return Object.keys(userData).length > 0 ? userData : undefined;
}

function plainUserData(buyer: Buyer): UserData {
  const { first, last } = splitName(buyer.name);
  const address: UserAddress = knownFields({
    first_name: plain(first),
    last_name: plain(last),
    street: plain(buyer.address?.line1),
    city: plain(buyer.address?.city),
    region: plain(buyer.address?.state),
    postal_code: plain(buyer.address?.postalCode),
    country: plain(buyer.address?.country),
  });
  return knownFields({ email: plainEmail(buyer.email), phone_number: toE164(buyer.phone), address: filled(address) });
}

function hashedUserData(buyer: Buyer): UserData {
  const { first, last } = splitName(buyer.name);
  const address: UserAddress = knownFields({
    sha256_first_name: toSha256(first, normalised),
    sha256_last_name: toSha256(last, normalised),
    sha256_street: toSha256(buyer.address?.line1, normalised),
  });
  return knownFields({
    sha256_email_address: toSha256(buyer.email, googleEmail),
    sha256_phone_number: toSha256(buyer.phone, toE164),
    address: filled(address),
  });
}

function plain(text: string | null | undefined): string | undefined {
  const trimmed = (text ?? '').trim();
  return trimmed === '' || isSha256(trimmed) ? undefined : trimmed;
}

function normalised(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ');
}

function filled(address: UserAddress): UserAddress | undefined {
  return Object.keys(address).length > 0 ? address : undefined;
}
