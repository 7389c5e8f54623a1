// The settings of a property that a person chooses: what each may be, and how what was typed is read.
import type { Sender } from '../contract/checkout-answer.ts';
import { parseHostnamePattern } from './hostnames.ts';
import { accept, type Parsed, refuse } from './parsed.ts';
import type { EmailPolicy, Property, Scope, ValueBasis } from './property.ts';

/** The fields of a property that are settings. */
export type PropertySettings = Pick<
  Property,
  | 'name'
  | 'hostnames'
  | 'valueBasis'
  | 'emailPolicy'
  | 'sender'
  | 'personalDataMinutes'
  | 'maxSessionAgeHours'
  | 'clickDays'
  | 'scope'
  | 'graceMinutes'
  | 'unknownConsent'
  | 'deniedAnalytics'
>;

/** The settings of which one of a few words is chosen, and these words. */
export const settingChoices = {
  valueBasis: ['total', 'excluding_tax', 'excluding_tax_and_shipping'] satisfies ValueBasis[],
  emailPolicy: ['plain', 'hashed', 'none'] satisfies EmailPolicy[],
  sender: ['browser', 'browser_first', 'server'] satisfies Sender[],
  scope: ['account', 'payment_links', 'hostnames'] satisfies Scope['kind'][],
  unknownConsent: ['denied', 'granted'] satisfies Property['unknownConsent'][],
  deniedAnalytics: ['suppress', 'anonymous'] satisfies Property['deniedAnalytics'][],
} as const;

/** A setting that is a whole number; both ends of the range count. */
export interface SettingRange {
  min: number;
  max: number;
  unit: 'minutes' | 'hours' | 'days';
  /** What most choose. */
  example: number;
}

/** The settings that are whole numbers, and how large they may be. */
export const settingRanges = {
  personalDataMinutes: { min: 0, max: 999_999, unit: 'minutes', example: 60 },
  maxSessionAgeHours: { min: 0, max: 999_999, unit: 'hours', example: 48 },
  clickDays: { min: 1, max: 3_650, unit: 'days', example: 90 },
  graceMinutes: { min: 1, max: 1_440, unit: 'minutes', example: 15 },
} as const satisfies Partial<Record<keyof PropertySettings, SettingRange>>;

/** Reads one typed text for each setting; of the lists, for each of their members. */
export const settingParsers = {
  name: parseName,
  hostname: parseHostname,
  paymentLink: parsePaymentLink,
  personalDataMinutes: (text: string) => parseCount(text, settingRanges.personalDataMinutes),
  maxSessionAgeHours: (text: string) => parseCount(text, settingRanges.maxSessionAgeHours),
  clickDays: (text: string) => parseCount(text, settingRanges.clickDays),
  graceMinutes: (text: string) => parseCount(text, settingRanges.graceMinutes),
  valueBasis: (text: string) => parseChoice(text, settingChoices.valueBasis),
  emailPolicy: (text: string) => parseChoice(text, settingChoices.emailPolicy),
  sender: (text: string) => parseChoice(text, settingChoices.sender),
  scope: (text: string) => parseChoice(text, settingChoices.scope),
  unknownConsent: (text: string) => parseChoice(text, settingChoices.unknownConsent),
  deniedAnalytics: (text: string) => parseChoice(text, settingChoices.deniedAnalytics),
};

/** Which payments are wanted; what is absent was not said. */
export interface ScopeWish {
  kind?: Scope['kind'] | undefined;
  paymentLinks?: readonly string[] | undefined;
}

/** The scope; or why the wish is none: links where another scope is named, or their scope without any link. */
export type ChosenScope = { kind: 'scope'; scope: Scope } | { kind: 'misplaced_links' } | { kind: 'no_links' };

/** Payment links alone mean their scope; the scope alone keeps the links that are there, and nothing said keeps all as it is. */
export function chooseScope({ kind, paymentLinks }: ScopeWish, current: Scope): ChosenScope {
  if (paymentLinks !== undefined && kind !== undefined && kind !== 'payment_links') return { kind: 'misplaced_links' };
  if (paymentLinks === undefined && (kind === undefined || kind === current.kind)) {
    return { kind: 'scope', scope: current };
  }
  if (kind === 'account' || kind === 'hostnames') return { kind: 'scope', scope: { kind } };
  const ids = [...new Set(paymentLinks)];
  return ids.length === 0 ? { kind: 'no_links' } : { kind: 'scope', scope: { kind: 'payment_links', ids } };
}

function parseName(text: string): Parsed<string> {
  const name = text.trim();
  const isName = name !== '' && name.length <= 200 && !/\p{Cc}/u.test(name);
  return isName ? accept(name) : refuse('A name has 1 to 200 characters on one line.');
}

function parseHostname(text: string): Parsed<string> {
  const parsed = parseHostnamePattern(text);
  return parsed.kind === 'pattern' ? accept(parsed.pattern) : refuse(parsed.reason);
}

function parsePaymentLink(text: string): Parsed<string> {
  const id = text.trim();
  return /^plink_[A-Za-z0-9]{8,250}$/.test(id)
    ? accept(id)
    : refuse(
        'A payment link is named by its id, which begins with plink_ and stands at the end of its address in Stripe’s dashboard.',
      );
}

function parseCount(text: string, { min, max, unit, example }: SettingRange): Parsed<number> {
  const typed = text.trim();
  const count = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN;
  return count >= min && count <= max
    ? accept(count)
    : refuse(`Write a whole number of ${unit} from ${min} to ${max}, such as ${example}.`);
}

function parseChoice<Word extends string>(text: string, words: readonly Word[]): Parsed<Word> {
  const word = words.find((one) => one === text.trim());
  return word === undefined ? refuse(`Choose one of ${words.join(', ')}.`) : accept(word);
}
