// What every destination is: one file that knows how to reach it, what it can receive, and how to check that it is set up.
import type { ForwardedEvent, LifecycleEvent } from '../contract/forwarded-event.ts';
import type { SendRequest } from '../outbound/send-request.ts';
import type { DestinationBase } from '../rules/destination.ts';

/**
 * How a send ended. `accepted`: taken. `refused`: not taken, and asking again would not help. `unavailable`: surely not taken,
 * worth another try. `uncertain`: it may have been taken, as after a time-out or a reset once the request was out.
 * `reason` is a short stable word such as `http_401`, `connection_refused` or `timeout`, never an answer's text.
 */
export type SendResult =
  | { kind: 'accepted' }
  | { kind: 'refused' | 'uncertain'; reason: string }
  | { kind: 'unavailable'; reason: string; retryAfterMs?: number };

/** What a check found, in a sentence for whoever set the destination up. `unproven`: good as far as can be seen from here. */
export interface DestinationCheck {
  verdict: 'good' | 'unproven' | 'bad';
  sentence: string;
  /** What would help, where it is a deed that whoever shows the sentence can offer: a new secret for all server containers. */
  cure?: 'new_container_secret';
}

/** What a kind of destination works with. */
export interface DestinationTools {
  /** Sends to addresses that users typed. */
  request: SendRequest;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Where GA4 collects, without a slash at the end, in the place of Google's own hosts: for stand-ins. */
  analyticsBase?: string | undefined;
}

/** One kind of destination. `Settings` is its member of the stored union. */
export interface Destination<Settings extends DestinationBase = DestinationBase> {
  readonly kind: Settings['kind'];
  /** What people call it. */
  readonly name: string;
  /** What cannot be received there, said where the destination is set up; `undefined` where nothing is left out. */
  readonly limits: string | undefined;
  /** Whether a repeat with the same event id or transaction id does no harm there. */
  dropsRepeats(event: LifecycleEvent): boolean;
  /** Sends one event, within five seconds; never rejects. */
  send(event: ForwardedEvent, settings: Settings, secret: string): Promise<SendResult>;
  /** Finds out, as far as can be, whether events would arrive; records nothing there. Never rejects. */
  check(settings: Settings, secret: string): Promise<DestinationCheck>;
  /**
   * Sends an event of its own name that counts as no sale, to be looked for where the destination shows what arrives; only where
   * such a look is the one proof there is. Never rejects.
   */
  sendTest?(settings: Settings, secret: string): Promise<SendResult>;
  /** The place a secret is sealed to: it cannot be opened for another address. */
  secretPlace(propertyId: string, settings: Omit<Settings, 'secret'>): string;
}
