// What the server tells a destination: one thing that happened to a payment, in the same keys as the lookup's answer.
import type { CampaignParameters, CheckoutEvent, Ecommerce, MetaUserData, UserData } from './checkout-answer.ts';

/** What only the server can tell, because no page is open when it happens. */
export type LaterEvent =
  | 'checkout_failed'
  | 'checkout_expired'
  | 'trial_converted'
  | 'refund'
  | 'subscription_renewal'
  | 'subscription_refund'
  | 'subscription_cancel'
  | 'dispute';

/** Everything that a payment's life can bring. */
export type LifecycleEvent = CheckoutEvent | LaterEvent;

/** Consent as it counts for a send: `unset` was taken for granted, and what is unknown for what the operator states. */
export interface ForwardedConsent {
  ad_storage: 'granted' | 'denied';
  analytics_storage: 'granted' | 'denied';
  ad_user_data: 'granted' | 'denied';
  ad_personalization: 'granted' | 'denied';
}

/**
 * Body of `POST …/events` to a server container, one event each. Money is in major units. What consent or policy forbid is
 * absent: click ids, GA ids, personal data.
 */
export interface ForwardedEvent extends CampaignParameters {
  version: 1;
  property_id: string;
  event: LifecycleEvent;
  /** Deterministic: `<event>:<Stripe id of what happened>`, the same at every attempt and from every sender. */
  event_id: string;
  /** When it happened by Stripe's clock, whole seconds since 1970. */
  event_time: number;
  livemode: boolean;
  mode: 'payment' | 'subscription' | 'setup';
  checkout_session_id: string;
  /** The session for what a session sold, the invoice for a renewal; a refund names what it refunds. */
  transaction_id: string;
  customer_id: string | null;
  customer_type: 'new' | 'returning' | null;
  client_reference_id: string | null;
  payment_link: string | null;
  subscription_id: string | null;
  /** As in the lookup's answer. */
  click: Record<string, unknown>;
  /**
   * GA4's client id, as the browser had it at the click or on the thank-you page that told of the purchase, or derived from the
   * session where policy says `anonymous`.
   */
  client_id?: string;
  /** Left out when older than 24 hours, or else GA4 would open a new session for it. */
  ga_session_id?: string;
  consent: ForwardedConsent;
  /** Refunds are positive. `null` where no money moves. */
  ecommerce: Ecommerce | null;
  user_data?: UserData;
  meta_user_data?: MetaUserData;
}
