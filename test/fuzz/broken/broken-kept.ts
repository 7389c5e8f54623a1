// Faults in what reads settings, keys, addresses and the store, each to be found by the fuzzer.
import { parseEndpoint } from '../../../functions/downloads/parse-endpoint.ts';
import { parseOutboundUrl } from '../../../functions/outbound/parse-outbound-url.ts';
import { parseClientUrl } from '../../../functions/properties/destinations/destination-place.ts';
import { parseHostnamePattern } from '../../../functions/rules/hostnames.ts';
import { toRedirectUrl } from '../../../functions/rules/redirect-url.ts';
import { readSettings, SettingsError } from '../../../functions/settings.ts';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { unseal } from '../../../functions/store/sealing.ts';
import { addressesTarget } from '../targets/addresses.ts';
import { keyRingTarget } from '../targets/key-ring.ts';
import { settingsTarget } from '../targets/settings.ts';
import { storedRecordsTarget } from '../targets/stored-records.ts';
import type { BrokenTarget } from './broken-target.ts';

/** Each with the fault in words. */
export const brokenKept: readonly BrokenTarget[] = [
  [
    'opens a sealed value with blanks in it',
    keyRingTarget({ parseKeyRing, unseal: (ring, sealed, place) => unseal(ring, sealed.replace(/\s/g, ''), place) }),
  ],
  [
    'repeats the environment in its refusal',
    settingsTarget((env) => {
      try {
        return readSettings(env);
      } catch (error) {
        throw new SettingsError(JSON.stringify(env), { cause: error });
      }
    }),
  ],
  [
    'takes a host for a subdomain because it ends alike',
    addressesTarget({
      ...{ parseHostnamePattern, parseOutboundUrl, parseClientUrl, parseEndpoint, toRedirectUrl },
      isHostAllowed: (host, patterns) => patterns.some((pattern) => host.endsWith(pattern.replace('*.', ''))),
    }),
  ],
  ['believes whatever is stored', storedRecordsTarget((_kind, { body }) => JSON.parse(body))],
];
