// Reads a passport out of a client_reference_id, or finds that it is somebody else's.
import type { ConsentState } from '../contract/click-report.ts';
import { encodePassport } from './encode-passport.ts';
import {
  consentStates,
  googleClickLetters,
  type Passport,
  passportBodyBytes,
  passportPrefix,
  passportPurposes,
} from './passport.ts';

const shape = new RegExp(`^${passportPrefix}([\\w-]{50})(?:([gbw])([\\w-]{1,145}))?$`);

/** The passport that this text is, or undefined. Any text may be given; only the very text that encoding gives is taken. */
export function decodePassport(text: string): Passport | undefined {
  const [, packed = '', letter, value] = shape.exec(text) ?? [];
  if (packed === '') return undefined;
  const bytes = Buffer.from(packed, 'base64url');
  const consent = readConsent(bytes.readUInt8(passportBodyBytes - 1));
  if (consent === undefined) return undefined;
  const passport: Passport = {
    clickId: bytes.toString('base64url', 0, 16),
    clickedAtSeconds: bytes.readUInt32BE(29),
    consent,
  };
  const clientId = `${bytes.readUInt32BE(16)}.${bytes.readUInt32BE(20)}`;
  if (clientId !== '0.0') passport.gaClientId = clientId;
  const sessionId = bytes.readUIntBE(24, 5);
  if (sessionId > 0) passport.gaSessionId = String(sessionId);
  const parameter = parameters.find((name) => googleClickLetters[name] === letter);
  if (parameter !== undefined && value !== undefined) passport.googleClick = { parameter, value };
  // Compares the check bytes, and refuses spare bits that no encoder sets.
  return encodePassport(passport) === text ? passport : undefined;
}

const parameters = ['gclid', 'gbraid', 'wbraid'] as const;

function readConsent(bits: number): Passport['consent'] | undefined {
  const states = passportPurposes.map((_, index) => consentStates[(bits >> (2 * (3 - index))) & 3]);
  const [first, second, third, fourth] = states;
  if (!isKnown(first) || !isKnown(second) || !isKnown(third) || !isKnown(fourth)) return undefined;
  return { ad_storage: first, analytics_storage: second, ad_user_data: third, ad_personalization: fourth };
}

function isKnown(state: ConsentState | undefined): state is ConsentState {
  return state !== undefined;
}
