// A property: one shop's settings, as rules and functions read them.
import type { Sender } from '../contract/checkout-answer.ts';
import type { DestinationSettings } from './destination.ts';

/** What `value` and item prices contain. `excluding_tax_and_shipping` is GA4's own definition. */
export type ValueBasis = 'total' | 'excluding_tax' | 'excluding_tax_and_shipping';

/** Which personal data may leave: as they are, as SHA-256 only, or not at all. */
export type EmailPolicy = 'plain' | 'hashed' | 'none';

export type StripeMode = 'live' | 'test';

/** A secret encrypted with the key ring; see `store/sealing.ts`. */
export type Sealed = string;

/** Which of a Stripe account's payments belong to a property; a webhook brings the whole account's. */
export type Scope =
  | { kind: 'account' }
  /** `plink_…` */
  | { kind: 'payment_links'; ids: string[] }
  /** Those whose buyers return to one of the property's hostnames. */
  | { kind: 'hostnames' };

/** What a property took in until its scope was changed. */
export interface ScopeChange {
  atMs: number;
  scope: Scope;
  hostnames: string[];
}

/** What is known of the webhook endpoint of a mode whose signing secret was stored last. */
export interface KnownWebhook {
  /** When the secret was stored. */
  sinceMs: number;
  /** Where Stripe sends its events; absent where a person made it, because only Stripe knows then. */
  url?: string;
}

export interface Property {
  id: string;
  /** Counts the changes; a change names the version it was made from. */
  version: number;
  /** `acc_…` of the console's account; `null` where a terminal made it, which counts as the deployment's own. */
  accountId: string | null;
  name: string;
  /** Exact hostnames or `*.example.com`; an empty list allows nothing. */
  hostnames: string[];
  valueBasis: ValueBasis;
  emailPolicy: EmailPolicy;
  sender: Sender;
  /** How long after it was first seen settled a session is answered with personal data. */
  personalDataMinutes: number;
  /** How long after `created` a session is answered at all. */
  maxSessionAgeHours: number;
  /** How long a click on a payment link is remembered. */
  clickDays: number;
  /** Whether the key of each mode may read promotion codes, found out when the key was probed. */
  readsPromotionCodes: Record<StripeMode, boolean>;
  stripeKeys: Record<StripeMode, Sealed | null>;
  /** SHA-256 (hex) of the bearer secret with which a server container speaks for a visitor. */
  containerSecretHash: string | null;
  /** The signing secrets of the webhook endpoints of each mode, newest first; several while one is being replaced. */
  webhookSecrets: Record<StripeMode, Sealed[]>;
  /** Of each mode, what is known of its webhook; absent where its secret was stored by a version that kept nothing of it. */
  webhooks?: Partial<Record<StripeMode, KnownWebhook>>;
  scope: Scope;
  destinations: DestinationSettings[];
  /** How long the server leaves an event to the page under `browser_first`. */
  graceMinutes: number;
  /** What counts where no passport and no page told of consent: `denied`, or `granted` where the operator states a basis for it. */
  unknownConsent: 'denied' | 'granted';
  /** What the server does with an event whose buyer denied analytics: nothing, or send it under a made-up client id. */
  deniedAnalytics: 'suppress' | 'anonymous';
  /**
   * When somebody said of a step of the set-up, or of an item of its checklist, that it is done or not needed, by its id; only
   * what nothing else tells. Absent while nobody said anything.
   */
  ticked?: Record<string, number>;
  /** When somebody began to remove it with all that it owns; absent otherwise. From then on nothing is taken in for it. */
  removalStartedAtMs?: number;
  /** When its scope last came to take in payments that were not in it before; absent while that never happened. */
  scopeGrewAtMs?: number;
  /** When it last grew without a note of what it took in until then, as under earlier versions; absent while that never happened. */
  scopeKnownSinceMs?: number;
  /** What it took in before each change of that, newest last; absent while none happened since versions keep it. */
  scopeChanges?: ScopeChange[];
  createdAtMs: number;
  updatedAtMs: number;
}
