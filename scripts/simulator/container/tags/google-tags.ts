// What the stand-ins for Google's tags on one page share: where hits go, when Google's script is there, and the
// configuration of each measurement id.
//
// It proves that settings of a Google tag reach the events of the same measurement id, later ones too. When Google's own
// script is there, what it collects by itself, and how it treats settings that are not named here, only Google can prove.
import type { WebPage } from '../../web/web-page.ts';
import type { SessionCookieForm } from '../google-analytics-cookies.ts';

/** How Google's side of the container behaves. */
export interface GoogleOptions {
  /** Where hits go instead of Google, without a path; no tag of Google's can send anything unless given. */
  readonly googleUrl?: string | undefined;
  /** How long Google's script takes to load: hits wait for it, and so do the cookies of a first visit. At once unless given. */
  readonly googleLoadMs?: number | undefined;
  /** The form of a session cookie that is made; `GS2` unless given. */
  readonly sessionCookie?: SessionCookieForm | undefined;
}

/** Settings and event parameters of one Google tag. */
export type GoogleTagSettings = Readonly<Record<string, unknown>>;

/** The shared part of all stand-ins on one page. */
export interface GoogleTags extends GoogleOptions {
  /** Sets what all later events of this measurement id start from. */
  configure(measurementId: string, settings: GoogleTagSettings): void;
  /** Empty where no Google tag has fired for this id. */
  settingsOf(measurementId: string): GoogleTagSettings;
  /** Calls back when Google's script is there; within this turn if it is already. */
  whenLoaded(callback: () => void): void;
}

/** Nothing is configured yet; Google's script begins to load now. */
export function createGoogleTags(page: WebPage, options: GoogleOptions): GoogleTags {
  const startedAtMs = page.now();
  const configured = new Map<string, GoogleTagSettings>();
  return {
    ...options,
    configure: (measurementId, settings) => {
      configured.set(measurementId, settings);
    },
    settingsOf: (measurementId) => configured.get(measurementId) ?? {},
    whenLoaded: (callback) => {
      const waitMs = startedAtMs + (options.googleLoadMs ?? 0) - page.now();
      if (waitMs > 0) {
        page.schedule(callback, waitMs);
      } else {
        callback();
      }
    },
  };
}
