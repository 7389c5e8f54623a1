// Where a property's events go, as the property keeps it.
import type { Sealed, StripeMode } from './property.ts';

/**
 * What becomes of a send of which nobody knows whether it arrived, where the destination cannot drop a repeat or all tries are
 * used up: a person decides, it is sent once more, or it is left as if it had arrived.
 */
export type WhenUncertain = 'ask' | 'send_again' | 'leave';

/** What of these was chosen; `ask` where nobody chose. */
export function toWhenUncertain({ whenUncertain = 'ask' }: Pick<DestinationBase, 'whenUncertain'>): WhenUncertain {
  return whenUncertain;
}

/** What every kind of destination keeps. */
export interface DestinationBase {
  kind: string;
  /** Random, never used again, because entries keep what was sent where by it. */
  id: string;
  /** Which sessions it gets: real ones or Stripe's test sessions, never both. */
  mode: StripeMode;
  /** Sealed to this destination and the address that it is sent to. */
  secret: Sealed;
  /** Absent until somebody chose. */
  whenUncertain?: WhenUncertain;
}

/** The merchant's own server container. */
export interface ServerContainerDestination extends DestinationBase {
  kind: 'server_container';
  /** Base URL of the container's client, https, with its path, without a slash at the end: `https://sgtm.example.com/checkout`. */
  url: string;
  /** The bearer secret, sealed to this destination and the URL's origin. */
  secret: Sealed;
}

/** GA4 by the Measurement Protocol. */
export interface Ga4Destination extends DestinationBase {
  kind: 'ga4';
  /** `G-…` */
  measurementId: string;
  /** The data stream's Measurement Protocol API secret, sealed to this destination and measurement id. */
  secret: Sealed;
  /** `eu` collects in the European Union. */
  region: 'global' | 'eu';
  /** When somebody said that a test event arrived there, which nothing else can tell; absent until then, and after every change. */
  confirmedAtMs?: number;
}

export type DestinationSettings = ServerContainerDestination | Ga4Destination;

/** Whether nobody has said yet that what is sent there arrives: GA4 takes anything and says nothing. */
export function isUnconfirmed(destination: DestinationSettings): boolean {
  return destination.kind === 'ga4' && destination.confirmedAtMs === undefined;
}
