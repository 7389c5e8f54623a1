// What the lookup answers about one Checkout Session: the same keys for a page, a server container and a forwarded event.

/** How far the money is: there, not asked for, or still on its way (SEPA, ACH, vouchers). */
export type CheckoutStatus = 'paid' | 'free' | 'pending';

/** The event a status stands for; GA4's own name where there is one. */
export type CheckoutEvent = 'purchase' | 'trial_start' | 'setup_complete' | 'checkout_pending';

/** Who sends what a thank-you page could: the page itself, the page with the server as backstop, or the server alone. */
export type Sender = 'browser' | 'browser_first' | 'server';

/** GA4 item. `price` is the discounted unit price and `discount` the discount per unit, both in major units of the currency. */
export interface EcommerceItem {
  item_id: string;
  item_name: string;
  price: number;
  quantity: number;
  discount?: number;
}

/** GA4 ecommerce object. Money is in major units of `currency` (ISO 4217, upper case). */
export interface Ecommerce {
  transaction_id: string;
  value: number;
  currency: string;
  tax: number;
  shipping: number;
  discount: number;
  coupon?: string;
  items: EcommerceItem[];
}

/** Postal address as Google's tags read it; hashed names and street carry a `sha256_` prefix instead. */
export interface UserAddress {
  first_name?: string;
  last_name?: string;
  street?: string;
  sha256_first_name?: string;
  sha256_last_name?: string;
  sha256_street?: string;
  city?: string;
  region?: string;
  postal_code?: string;
  country?: string;
}

/** Google's `user_data`: plain keys under policy `plain`, only `sha256_*` keys under `hashed`. */
export interface UserData {
  email?: string;
  phone_number?: string;
  sha256_email_address?: string;
  sha256_phone_number?: string;
  address?: UserAddress;
}

/** Meta's advanced matching keys; every value but `fbp` and `fbc` is a SHA-256 in lower-case hex. */
export interface MetaUserData {
  em?: string;
  ph?: string;
  fn?: string;
  ln?: string;
  ct?: string;
  st?: string;
  zp?: string;
  country?: string;
  external_id?: string;
  fbp?: string;
  fbc?: string;
}

/** The five campaign parameters that Stripe hands back; `null` where nothing is known. */
export interface CampaignParameters {
  utm_source: string | null;
  utm_medium: string | null;
  utm_campaign: string | null;
  utm_term: string | null;
  utm_content: string | null;
}

/** The answer of `GET /checkout/sessions.json`. Personal data are `null` or absent where policy, consent or age forbid them. */
export interface CheckoutAnswer extends CampaignParameters {
  version: 1;
  event: CheckoutEvent;
  /** Deterministic: `<event>:<session id>`, the same from page, webhook and sweep. */
  event_id: string;
  status: CheckoutStatus;
  sender: Sender;
  /** True only for the claim that holds the event and has not reported yet. */
  first_view: boolean;
  livemode: boolean;
  mode: 'payment' | 'subscription' | 'setup';
  customer_id: string | null;
  customer_email: string | null;
  customer_type: 'new' | 'returning' | null;
  client_reference_id: string | null;
  payment_link: string | null;
  subscription_id: string | null;
  /**
   * Every click id by its name, `landing_page` and `referrer_host`, from the last touch that has it, else from the first; under
   * `first` and `last` the touches as flat objects of texts, with `at` in seconds since 1970. Of a click that is known by its
   * passport alone just `gclid`, `gbraid` or `wbraid`; empty without either.
   */
  click: Record<string, unknown>;
  /** `null` in setup mode, where no money moves. */
  ecommerce: Ecommerce | null;
  user_data?: UserData;
  meta_user_data?: MetaUserData;
}
