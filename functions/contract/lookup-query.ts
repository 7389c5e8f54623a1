// The query of `GET /checkout/sessions.json`: its names are fixed, because published snippets use them.

/** A parsed query; every value has passed the pattern beside it. */
export interface LookupQuery extends OriginalCampaign {
  property_id: string;
  checkout_session_id: string;
  /** A random token of the page that decides `first_view`; without one, no view is ever the first. */
  claim?: string;
  click_id?: string;
  utm_source?: string;
  utm_medium?: string;
  utm_campaign?: string;
  utm_term?: string;
  utm_content?: string;
  /** The page asks for less than the property would give: hashes only, or, where consent forbids more, nothing personal. */
  personal_data?: 'hashed' | 'none';
  /**
   * Consent as the page knows it, four letters in the order ad_storage, analytics_storage, ad_user_data, ad_personalization:
   * `g` granted, `d` denied, `u` unset.
   */
  consent?: string;
  /** Whose visit the page is, as Google's cookies have it there: told in any form by which GA4 knows a client or session. */
  ga_client_id?: string;
  ga_session_id?: string;
}

export const propertyIdPattern = /^[A-Za-z0-9_-]{8,64}$/;

/** Tolerant on purpose: Stripe calls a change of an id's length backward compatible. Group 1 is the mode. */
export const sessionIdPattern = /^cs_(test|live)_[A-Za-z0-9]{10,240}$/;

export const claimPattern = /^[A-Za-z0-9_-]{16,64}$/;

export const consentPattern = /^[gdu]{4}$/;

/** 16 random bytes in base64url. */
export const clickIdPattern = /^[A-Za-z0-9_-]{22}$/;

export const utmNames = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const;

/** Goes before a UTM's name where the value is what the browser remembers, and not what came back through Stripe. */
export const originalPrefix = 'original_';

/** The campaign that the page's browser remembers, which says what the page's own UTMs were before they were repaired. */
export type OriginalCampaign = { [name in (typeof utmNames)[number] as `${typeof originalPrefix}${name}`]?: string };

/** The longest id of Google Analytics that is read, as in a click report. */
export const maxGaIdLength = 256;

/** The longest UTM that is read; Stripe itself forwards at most 150. */
export const maxUtmLength = 500;
