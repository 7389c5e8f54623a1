// Leaves out of an answer what the field does not want pushed and what the visitor has not agreed to.
import { Object } from 'sandbox:web';
import type {
  CheckoutAnswer,
  MetaUserData,
  UserAddress,
  UserData,
} from '../../../functions/contract/checkout-answer.ts';
import type { Consent } from './consent.ts';

/** How much may be pushed; the answer holds no more than the property allows. */
export type PersonalData = 'plain' | 'hashed' | 'none';

/** The personal part of an event; keys are missing where nothing may be pushed. */
export interface PersonalPart {
  customer_email: string | null;
  user_data?: UserData;
  meta_user_data?: MetaUserData;
}

/** The stricter of field, consent and answer. */
export function toPersonalPart(answer: CheckoutAnswer, wanted: PersonalData, consent: Consent): PersonalPart {
  const part: PersonalPart = { customer_email: null };
  if (wanted === 'none' || !consent.adUserData) {
    return part;
  }
  if (wanted === 'plain') {
    part.customer_email = answer.customer_email;
  }
  const userData = wanted === 'plain' ? answer.user_data : toHashedUserData(answer.user_data);
  if (userData) {
    part.user_data = userData;
  }
  const metaUserData = toMetaUserData(answer.meta_user_data, consent);
  if (metaUserData) {
    part.meta_user_data = metaUserData;
  }
  return part;
}

function toHashedUserData(userData: UserData | undefined): UserData | undefined {
  if (!userData) {
    return undefined;
  }
  const hashed: UserData = pickKeys(userData, isHashed) || {};
  const address: UserAddress | undefined = userData.address && pickKeys(userData.address, isHashed);
  if (address) {
    hashed.address = address;
  }
  return Object.keys(hashed).length > 0 ? hashed : undefined;
}

/** Meta's browser id and click id come from cookies for ads, so they follow another consent than the hashes. */
function toMetaUserData(metaUserData: MetaUserData | undefined, consent: Consent): MetaUserData | undefined {
  if (!metaUserData || consent.adStorage) {
    return metaUserData;
  }
  return pickKeys(metaUserData, (key) => key !== 'fbp' && key !== 'fbc');
}

function isHashed(key: string): boolean {
  return key.indexOf('sha256_') === 0;
}

/** A copy with the keys that pass; undefined where none does. */
function pickKeys(source: object, isWanted: (key: string) => boolean): object | undefined {
  const picked: Record<string, unknown> = {};
  let isEmpty = true;
  Object.entries(source).forEach((entry) => {
    if (isWanted(entry[0])) {
      picked[entry[0]] = entry[1];
      isEmpty = false;
    }
  });
  return isEmpty ? undefined : picked;
}
