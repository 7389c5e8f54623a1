// Shows on the page that consent mode is in use, as GTM does in a record that many scripts read.
//
// Decision where GTM's behaviour is not public: of `google_tag_data.ics` only the two flags are there that say whether a
// default or an update was set. Google documents none of it; only a published container can prove that it is still so.
import { isPlainObject } from '../sandbox/plain-object.ts';
import type { ConsentState } from '../web/consent-state.ts';

/** The same consent state, which from now on leaves its mark on the page at each command. */
export function showConsentUse(globals: object, consent: ConsentState): ConsentState {
  const flags = { usedDefault: false, usedUpdate: false };
  const existing: unknown = Reflect.get(globals, 'google_tag_data');
  const data = isPlainObject(existing) ? existing : {};
  Reflect.set(globals, 'google_tag_data', data);
  Reflect.set(data, 'ics', flags);
  return {
    ...consent,
    apply: (command, states) => {
      flags[command === 'default' ? 'usedDefault' : 'usedUpdate'] = true;
      consent.apply(command, states);
    },
  };
}
