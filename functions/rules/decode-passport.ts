// Reads a passport out of a client_reference_id, or finds that it is somebody else's.
import type { ConsentState } from '../contract/click-report.ts';
import { encodePassport } from './encode-passport.ts';
import type { Passport } from './passport.ts';

const shape = /^tt1_\d+-([\w-]{22})(\d*)-(\d*)-(\d*)-(\d+)-([ugd])([ugd])([ugd])([ugd])(?:(gc|gb|wb)([\w-]+))?$/;

const states: Record<string, ConsentState> = { u: 'unset', g: 'granted', d: 'denied' };
const parameters = { gc: 'gclid', gb: 'gbraid', wb: 'wbraid' } as const;

/** The passport that this text is, or undefined. Any text may be given; only the very text that encoding gives is taken. */
export function decodePassport(text: string): Passport | undefined {
  // A longer one was never written, and need not be matched.
  const found = text.length > 200 ? null : shape.exec(text);
  if (found === null) return undefined;
  const [, clickId = '', first, second, session, time, ...rest] = found;
  const passport: Passport = { clickId, clickedAtSeconds: Number(time), consent: readConsent(rest) };
  if (first) passport.gaClientId = `${first}.${second}`;
  if (session) passport.gaSessionId = session;
  const [, , , , letters, value] = rest;
  if (value && (letters === 'gc' || letters === 'gb' || letters === 'wb')) {
    passport.googleClick = { parameter: parameters[letters], value };
  }
  // Compares the check number, and refuses what no encoder writes.
  return encodePassport(passport) === text ? passport : undefined;
}

/** Four letters in the order of the purposes' names. */
function readConsent([
  personalization = '',
  storage = '',
  userData = '',
  analytics = '',
]: string[]): Passport['consent'] {
  return {
    ad_personalization: states[personalization] ?? 'unset',
    ad_storage: states[storage] ?? 'unset',
    ad_user_data: states[userData] ?? 'unset',
    analytics_storage: states[analytics] ?? 'unset',
  };
}
