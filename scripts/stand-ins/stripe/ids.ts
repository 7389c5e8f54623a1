// Ids of the form and length that Stripe gives them today.
import { randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A source of random numbers from 0 up to, not including, `limit`. */
export type RandomIndex = (limit: number) => number;

/** Randomness as Stripe's ids have it: nobody guesses the next one. */
export const secureRandomIndex: RandomIndex = (limit) => randomInt(limit);

/** Letters and digits, as many as asked for. */
export function randomText(length: number, randomIndex: RandomIndex): string {
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text += alphabet.charAt(randomIndex(alphabet.length));
  }
  return text;
}

/** `cs_test_` or `cs_live_` and 58 characters: 66 in all. */
export function newSessionId(livemode: boolean, randomIndex: RandomIndex): string {
  return `cs_${livemode ? 'live' : 'test'}_a1${randomText(56, randomIndex)}`;
}

/** Any other object's id: prefix, underscore, 24 characters. */
export function newObjectId(prefix: string, randomIndex: RandomIndex): string {
  return `${prefix}_1${randomText(23, randomIndex)}`;
}
