// What the terminal says about the one secret of a property's server containers: where it is pasted, and what makes a new one.

/** Where a person pastes the secret. */
export const secretField = 'the field Container secret of the Checkout client';

/** The command that gives function and containers one new secret. */
export function newSecretCommand(propertyId: string): string {
  return `npm run tilltag -- property update ${propertyId} --new-container-secret`;
}
