// Reads a user-provided data variable.
import { isPlainObject } from '../../sandbox/plain-object.ts';
import type { VariableReader } from './variable-reader.ts';

const ofPerson = ['email', 'phone_number'] as const;
const ofAddress = ['first_name', 'last_name', 'street', 'city', 'region', 'postal_code', 'country'] as const;

function pick(settings: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  const present = names.map((name) => [name, settings[name]] as const);
  return Object.fromEntries(present.filter(([, value]) => value !== undefined && value !== null && value !== ''));
}

/**
 * Google's object of user data, undefined where nothing is there: of the single fields, or the object that a variable of
 * the page gives. Searching the page for data (the mode AUTO) is left to Google's own tag and reads undefined.
 */
export const readUserData: VariableReader = (settings, { onProblem }, { name }) => {
  switch (settings['mode']) {
    case 'CODE':
      return isPlainObject(settings['dataSource']) ? settings['dataSource'] : undefined;
    case 'AUTO':
      onProblem(
        `Variable "${name}" searches the page for user data, which the simulator does not do; it reads undefined.`,
      );
      return undefined;
    default: {
      const address = pick(settings, ofAddress);
      const person = pick(settings, ofPerson);
      const data = Object.keys(address).length === 0 ? person : { ...person, address };
      return Object.keys(data).length === 0 ? undefined : data;
    }
  }
};
