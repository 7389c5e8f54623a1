// Writes a passport as a client_reference_id. Runs in the browser too, so it uses nothing but the language and base64.
import {
  checkNumber,
  consentStates,
  googleClickLetters,
  googleClickPattern,
  type Passport,
  passportPrefix,
  passportPurposes,
} from './passport.ts';

/**
 * At most 200 characters of `A-Z a-z 0-9 _ -`. What has no place in it, such as a client id of another form, is left out.
 * Undefined where the click id or the time is malformed.
 */
export function encodePassport(passport: Passport): string | undefined {
  const { clickId, clickedAtSeconds, consent, googleClick } = passport;
  if (!/^[\w-]{21}[AQgw]$/.test(clickId) || !fits(clickedAtSeconds, 2 ** 32)) return undefined;
  const [first, second] = readClientId(passport.gaClientId);
  const body = [
    ...Array.from(atob(clickId.replace(/-/g, '+').replace(/_/g, '/')), toCode),
    ...toBytes(first, 4),
    ...toBytes(second, 4),
    ...toBytes(readSessionId(passport.gaSessionId), 5),
    ...toBytes(clickedAtSeconds, 4),
    passportPurposes.reduce((bits, purpose) => bits * 4 + Math.max(consentStates.indexOf(consent[purpose]), 0), 0),
  ];
  const tail =
    googleClick && googleClickPattern.test(googleClick.value)
      ? googleClickLetters[googleClick.parameter] + googleClick.value
      : '';
  const check = checkNumber([...body, ...Array.from(tail, toCode)]);
  return passportPrefix + toBase64Url([...body, ...toBytes(check, 3)]) + tail;
}

function toCode(character: string): number {
  return character.charCodeAt(0);
}

function fits(value: number, limit: number): boolean {
  return value >= 0 && value < limit && value % 1 === 0;
}

/** Two numbers, zeros where there is no client id of GA4's usual form. */
function readClientId(text = ''): readonly [number, number] {
  const [, first = 0, second = 0] = /^(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(text) || [];
  return fits(+first, 2 ** 32) && fits(+second, 2 ** 32) ? [+first, +second] : [0, 0];
}

function readSessionId(text = ''): number {
  return /^[1-9]\d*$/.test(text) && fits(+text, 2 ** 40) ? +text : 0;
}

/** Big-endian. Division, because shifts cut numbers to 32 bits. */
function toBytes(value: number, length: number): number[] {
  return Array.from({ length }, (_, index) => Math.floor(value / 256 ** (length - 1 - index)) % 256);
}

function toBase64Url(bytes: readonly number[]): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
}
