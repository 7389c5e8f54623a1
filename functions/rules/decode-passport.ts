// Reads a passport out of a client_reference_id, or finds that it is somebody else's.
import type { ConsentState } from '../contract/click-report.ts';
import { encodePassport } from './encode-passport.ts';
import { type Passport, passportPrefix } from './passport.ts';

const shape = new RegExp(`^${passportPrefix}([\\w-]{50})(?:([gbw])([\\w-]{1,145}))?$`);

const states: readonly (ConsentState | undefined)[] = ['unset', 'granted', 'denied'];
const parameters: Readonly<Record<string, 'gclid' | 'gbraid' | 'wbraid'>> = { g: 'gclid', b: 'gbraid', w: 'wbraid' };

/** The passport that this text is, or undefined. Any text may be given; only the very text that encoding gives is taken. */
export function decodePassport(text: string): Passport | undefined {
  const [, packed, letter = '', value] = shape.exec(text) ?? [];
  if (packed === undefined) return undefined;
  const bytes = Buffer.from(packed, 'base64url');
  const passport: Passport = {
    clickId: bytes.toString('base64url', 0, 16),
    clickedAtSeconds: bytes.readUInt32BE(29),
    consent: readConsent(bytes.readUInt8(33)),
  };
  const clientId = `${bytes.readUInt32BE(16)}.${bytes.readUInt32BE(20)}`;
  if (clientId !== '0.0') passport.gaClientId = clientId;
  const sessionId = bytes.readUIntBE(24, 5);
  if (sessionId > 0) passport.gaSessionId = String(sessionId);
  const parameter = parameters[letter];
  if (parameter !== undefined && value !== undefined) passport.googleClick = { parameter, value };
  // Compares the check bytes, and refuses bits that no encoder sets.
  return encodePassport(passport) === text ? passport : undefined;
}

function readConsent(bits: number): Passport['consent'] {
  const stateAt = (place: number) => states[(bits >> place) & 3] ?? 'unset';
  return {
    ad_storage: stateAt(6),
    analytics_storage: stateAt(4),
    ad_user_data: stateAt(2),
    ad_personalization: stateAt(0),
  };
}
