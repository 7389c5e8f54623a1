// What a page tells of a click on a payment link: the body of `POST /checkout/clicks`.

/** What consent mode says of one purpose; `unset` where the site has no consent mode. */
export type ConsentState = 'unset' | 'granted' | 'denied';

/** The purposes that a click is asked about. */
export interface ClickConsent {
  ad_storage: ConsentState;
  analytics_storage: ConsentState;
  ad_user_data: ConsentState;
  ad_personalization: ConsentState;
}

/** One visit that a campaign, a referrer or nothing brought about. */
export interface Touch {
  /** When it began, in whole seconds since 1970. */
  at: number;
  /** Host and path of the first page, without its query. */
  landing_page?: string;
  /** Host of the page that linked here, when it was not one of the shop's own or a payment page. */
  referrer_host?: string;
  /** UTMs and click ids by name, as the address had them: `{ utm_source: 'newsletter', gclid: '…' }`. */
  parameters: Record<string, string>;
}

/** A click on an ad of Google, by the parameter that told it. */
export interface GoogleClick {
  parameter: 'gclid' | 'gbraid' | 'wbraid';
  value: string;
}

/** JSON, sent as text/plain so that no preflight is needed. What consent denies is not in it. */
export interface ClickReport {
  property_id: string;
  /** 16 random bytes in base64url, the same as in the passport on the link. */
  click_id: string;
  /** In whole seconds since 1970, by the visitor's clock. */
  clicked_at: number;
  consent: ClickConsent;
  /** As the cookie has them, also in forms that a passport has no place for. */
  ga_client_id?: string;
  ga_session_id?: string;
  fbp?: string;
  fbc?: string;
  /** The visit in which the link was clicked; its UTMs, repaired, are those on the link. */
  visit?: Touch;
  first?: Touch;
  last?: Touch;
}
