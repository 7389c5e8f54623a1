// Personal data in the names that Google's and Meta's tags read in a server container.
import type { UserData } from '../../../functions/contract/checkout-answer.ts';

/** The same data, an e-mail under `email_address`; hashes keep their names. Undefined where there are none. */
export function toUserData(told: UserData | undefined): object | undefined {
  if (!told) {
    return undefined;
  }
  const userData: Record<string, unknown> = {};
  const add = (name: string, value: unknown) => {
    if (value) {
      userData[name] = value;
    }
  };
  add('email_address', told.email);
  add('sha256_email_address', told.sha256_email_address);
  add('phone_number', told.phone_number);
  add('sha256_phone_number', told.sha256_phone_number);
  // One object, as Google documents it and Meta's tag reads it.
  add('address', told.address);
  return userData;
}
