// Writes a passport as a client_reference_id. Runs in Node and, as it stands, in GTM's sandbox: arithmetic on plain texts.
import type { ConsentState } from '../contract/click-report.ts';
import type { Passport } from './passport.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Stripe takes 200 characters; 54 and a letter are taken by the rest. https://docs.stripe.com/payment-links/url-parameters */
const maxGoogleClickLength = 145;

/**
 * At most 200 characters of `A-Z a-z 0-9 _ -`: the prefix, 37 bytes (click id, GA4's two numbers, its session, the time,
 * consent, a check) and the click id of Google Ads. What has no place in it, such as a client id of another form, is left out.
 * Undefined where the click id or the time is malformed.
 */
export function encodePassport(passport: Passport): string | undefined {
  const clickBytes = readClickId(passport.clickId);
  const seconds = passport.clickedAtSeconds;
  if (clickBytes === undefined || !isWhole(seconds, 4294967296)) {
    return undefined;
  }
  const client = readClientId(passport.gaClientId || '');
  const session = readNumber(passport.gaSessionId || '', 1099511627776) || 0;
  const body = clickBytes.concat(
    toBytes(client.first, 4),
    toBytes(client.second, 4),
    toBytes(session, 5),
    toBytes(seconds, 4),
    [packConsent(passport.consent)],
  );
  const tail = toTail(passport.googleClick);
  return 'tt1_' + toBase64Url(body.concat(toBytes(toCheck(body, tail), 3))) + tail;
}

function isWhole(value: number, limit: number): boolean {
  return value >= 0 && value < limit && value % 1 === 0;
}

/** The 16 bytes of a click id; undefined where the text stands for no 16 bytes. */
function readClickId(text: string): number[] | undefined {
  const bytes: number[] = [];
  let rest = 0;
  let weight = 1;
  for (let index = 0; index < text.length; index++) {
    const value = alphabet.indexOf(text.charAt(index));
    if (value < 0) {
      return undefined;
    }
    rest = rest * 64 + value;
    weight = weight * 64;
    if (weight >= 256) {
      weight = weight / 256;
      bytes.push((rest - (rest % weight)) / weight);
      rest = rest % weight;
    }
  }
  return text.length === 22 && rest === 0 ? bytes : undefined;
}

/** A number as so many bytes, the highest first. */
function toBytes(value: number, length: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (let index = 0; index < length; index++) {
    bytes.unshift(rest % 256);
    rest = (rest - (rest % 256)) / 256;
  }
  return bytes;
}

/** Zeros where there is no client id of GA4's usual form: two numbers of 32 bits. */
function readClientId(text: string): { first: number; second: number } {
  const parts = text.split('.');
  const first = readNumber(parts[0] || '', 4294967296);
  const second = readNumber(parts[1] || '', 4294967296);
  if (parts.length !== 2 || first === undefined || second === undefined) {
    return { first: 0, second: 0 };
  }
  return { first: first, second: second };
}

/** Digits as a number; undefined for anything that would not read the same again. */
function readNumber(text: string, limit: number): number | undefined {
  let value = 0;
  for (let index = 0; index < text.length; index++) {
    const digit = '0123456789'.indexOf(text.charAt(index));
    if (digit < 0 || (index > 0 && value === 0)) {
      return undefined;
    }
    value = value * 10 + digit;
  }
  return text !== '' && value < limit ? value : undefined;
}

function packConsent(consent: Passport['consent']): number {
  return (
    numberOfState(consent.ad_storage) * 64 +
    numberOfState(consent.analytics_storage) * 16 +
    numberOfState(consent.ad_user_data) * 4 +
    numberOfState(consent.ad_personalization)
  );
}

function numberOfState(state: ConsentState): number {
  return state === 'granted' ? 1 : state === 'denied' ? 2 : 0;
}

/** A letter that names the parameter, and its value; nothing where Stripe would refuse the value. */
function toTail(click: Passport['googleClick']): string {
  if (click === undefined || click.value === '' || click.value.length > maxGoogleClickLength) {
    return '';
  }
  for (let index = 0; index < click.value.length; index++) {
    if (alphabet.indexOf(click.value.charAt(index)) < 0) {
      return '';
    }
  }
  return (click.parameter === 'gclid' ? 'g' : click.parameter === 'gbraid' ? 'b' : 'w') + click.value;
}

/** CRC-24 of OpenPGP (RFC 9580, 6.1.1) over the bytes and the places of the tail's letters in the alphabet. */
function toCheck(body: readonly number[], tail: string): number {
  const values = body.concat(tail === '' ? [] : tail.split('').map((letter) => alphabet.indexOf(letter)));
  return values.reduce((before, value) => {
    let sum = before ^ (value << 16);
    for (let bit = 0; bit < 8; bit++) {
      sum = sum << 1;
      if (sum >= 16777216) {
        sum = sum ^ 25578747;
      }
    }
    return sum;
  }, 11994318);
}

/** Base64url of whole threes of bytes and one byte behind them. */
function toBase64Url(bytes: readonly number[]): string {
  let text = '';
  let rest = 0;
  let weight = 1;
  bytes.forEach((byte) => {
    rest = rest * 256 + byte;
    weight = weight * 256;
    while (weight >= 64) {
      weight = weight / 64;
      text += alphabet.charAt((rest - (rest % weight)) / weight);
      rest = rest % weight;
    }
  });
  return weight === 1 ? text : text + alphabet.charAt((rest * 64) / weight);
}
