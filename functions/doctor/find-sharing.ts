// Which properties of a deployment get the same payments: of one Stripe account, and none of them narrowed to its own.
import { isHostAllowed } from '../rules/hostnames.ts';
import { stripeModes } from '../rules/own-mode.ts';
import type { Property, StripeMode } from '../rules/property.ts';

/** Another property that gets payments of this one. */
export interface SharedPayments {
  mode: StripeMode;
  other: Property;
  /** They also send to one destination, which so hears of each payment twice. */
  isSameDestination: boolean;
  /** Whether every payment that this property gets is surely shared; else some may be. */
  isCertain: boolean;
}

/** The Stripe key of a property in the clear, `undefined` where it has none or it stays closed. */
export type OpenKey = (property: Property, mode: StripeMode) => string | undefined;

/** The others that share payments with `property`, by mode. Keys are compared in memory; nothing of them is kept or told. */
export function findSharing(property: Property, all: readonly Property[], openKey: OpenKey): SharedPayments[] {
  const others = all.filter(({ id }) => id !== property.id);
  return stripeModes.flatMap((mode) =>
    others.flatMap((other): SharedPayments[] => {
      if (!isSameAccount(property, other, mode, openKey)) return [];
      const overlap = findOverlap(property, other);
      if (overlap === 'none') return [];
      const isSameDestination = sharesDestination(property, other, mode);
      return [{ mode, other, isSameDestination, isCertain: overlap === 'certain' }];
    }),
  );
}

/**
 * The others that get no payments of `property`, but may stand with it on one thank-you page and send to one destination, by mode.
 * What such a page pushed for both, both take back there.
 */
export function findSharedPages(
  property: Property,
  all: readonly Property[],
  openKey: OpenKey,
): Pick<SharedPayments, 'mode' | 'other'>[] {
  const isBeside = (other: Property, mode: StripeMode): boolean =>
    other.id !== property.id &&
    [property, other].some(({ sender }) => sender === 'browser_first') &&
    sharesDestination(property, other, mode) &&
    sharesHost(property, other) &&
    isSameAccount(property, other, mode, openKey) &&
    findOverlap(property, other) === 'none';
  return stripeModes.flatMap((mode) => all.filter((other) => isBeside(other, mode)).map((other) => ({ mode, other })));
}

/**
 * Whether both get payments of one Stripe account, as far as can be known without asking: their keys are one, or made by one
 * account, or both name one payment link. Restricted keys of today carry a part that all keys of an account share, as everybody
 * can see on theirs; Stripe documents it nowhere, so that keys without such a part count as those of different accounts.
 */
function isSameAccount(one: Property, other: Property, mode: StripeMode, openKey: OpenKey): boolean {
  const [oneKey, otherKey] = [openKey(one, mode), openKey(other, mode)];
  if (oneKey === undefined || otherKey === undefined) return false;
  if (oneKey === otherKey || shareLink(one, other)) return true;
  const [onePart, otherPart] = [findAccountPart(oneKey), findAccountPart(otherKey)];
  return onePart !== undefined && onePart === otherPart;
}

function findAccountPart(apiKey: string): string | undefined {
  return /^rk_(?:test|live)_(51[A-Za-z0-9]{14})/.exec(apiKey)?.[1];
}

function findOverlap(one: Property, other: Property): 'certain' | 'possible' | 'none' {
  const [oneKind, otherKind] = [one.scope.kind, other.scope.kind];
  if (oneKind === 'account' || otherKind === 'account') return 'certain';
  if (oneKind === 'payment_links' && otherKind === 'payment_links') return shareLink(one, other) ? 'certain' : 'none';
  // A chosen link may lead to a host of the other one.
  return sharesHost(one, other) ? 'possible' : 'none';
}

function sharesHost(one: Property, other: Property): boolean {
  return one.hostnames.some((host) => other.hostnames.some((pattern) => areOverlapping(host, pattern)));
}

function shareLink({ scope }: Property, { scope: otherScope }: Property): boolean {
  if (scope.kind !== 'payment_links' || otherScope.kind !== 'payment_links') return false;
  return scope.ids.some((id) => otherScope.ids.includes(id));
}

/** Of two patterns with a star one lies within the other, or nothing is common to them. */
function areOverlapping(one: string, other: string): boolean {
  const example = (pattern: string): string => pattern.replace(/^\*\./, 'example.');
  return isHostAllowed(example(one), [other]) || isHostAllowed(example(other), [one]);
}

function sharesDestination(one: Property, other: Property, mode: StripeMode): boolean {
  const toPlaces = ({ destinations }: Property): string[] =>
    destinations
      .filter((destination) => destination.mode === mode)
      .map((destination) => (destination.kind === 'ga4' ? destination.measurementId : destination.url));
  const places = toPlaces(one);
  return toPlaces(other).some((place) => places.includes(place));
}
