// Sends one event to the stand-in for GA4's collector, once Google's script is there and consent allows it.
//
// Decisions where Google's tag may behave otherwise: while analytics_storage is denied nothing is sent, as with a tag that
// requires this consent; user data travels only where ad_user_data is granted.
import { toConsentSignal } from '../../google/consent-signal.ts';
import { encodeUserData } from '../../google/encode-user-data.ts';
import { buildGoogleAnalyticsHit } from '../../google/google-analytics-hit.ts';
import { isPlainObject } from '../../sandbox/plain-object.ts';
import { takeAnalyticsIds } from '../google-analytics-cookies.ts';
import type { TagRun } from './tag-run.ts';

/** One event as its tag tells it. */
export interface AnalyticsEvent {
  readonly measurementId: string;
  readonly event: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly userProperties?: Readonly<Record<string, unknown>>;
  /** Google's object of user data, not yet hashed. */
  readonly userData?: unknown;
}

/** Settings of a Google tag that are no parameters of its events. */
const settingNames: ReadonlySet<string> = new Set([
  'allow_ad_personalization_signals',
  'allow_google_signals',
  'cookie_domain',
  'cookie_expires',
  'cookie_flags',
  'cookie_path',
  'cookie_prefix',
  'cookie_update',
  'debug_mode',
  'first_party_collection',
  'ignore_referrer',
  'page_location',
  'page_referrer',
  'page_title',
  'send_page_view',
  'server_container_url',
  'transport_url',
  'user_data',
  'user_id',
  'user_properties',
]);

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/** A copy that later pushes cannot change; functions stay behind, and what is undefined, so that it hides no other value. */
function freeze(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(values));
}

function buildHit(run: TagRun, event: AnalyticsEvent, values: Readonly<Record<string, unknown>>, em?: string): string {
  const { page, container, google } = run;
  const { clientId, sessionId } = takeAnalyticsIds(page, event.measurementId, google.sessionCookie);
  const server = textOf(values['server_container_url']) ?? textOf(values['transport_url']);
  const shared = values['user_properties'];
  return buildGoogleAnalyticsHit({
    googleUrl: server === undefined ? (google.googleUrl ?? '') : container.mapHosts(server),
    measurementId: event.measurementId,
    event: event.event,
    pageId: page.now(),
    clientId,
    sessionId,
    gcs: toConsentSignal(container.consent.isGranted),
    pageLocation: textOf(values['page_location']) ?? page.href(),
    pageReferrer: textOf(values['page_referrer']) ?? page.referrer(),
    pageTitle: textOf(values['page_title']) ?? page.title(),
    userId: textOf(values['user_id']),
    ignoresReferrer: String(values['ignore_referrer'] ?? false) === 'true',
    parameters: Object.fromEntries(Object.entries(values).filter(([name]) => !settingNames.has(name))),
    userProperties: { ...(isPlainObject(shared) && shared), ...event.userProperties },
    userData: em,
  });
}

/** Settles the run when the hit is on its way, as blocked while consent is denied, as failed where hits have nowhere to go. */
export function sendAnalyticsEvent(run: TagRun, event: AnalyticsEvent): void {
  const { page, container, google, records, settle } = run;
  const values = { ...freeze(google.settingsOf(event.measurementId)), ...freeze(event.parameters) };
  const send = (em?: string): void => {
    const hit = buildHit(run, event, values, em);
    records.hits.push(hit);
    page.sendBeacon(hit);
    settle('succeeded');
  };
  if (google.googleUrl === undefined) {
    settle('failed', 'Hits have nowhere to go; give the simulator googleUrl.');
    return;
  }
  google.whenLoaded(() => {
    if (!container.consent.isGranted('analytics_storage')) {
      settle('blocked');
    } else if (event.userData === undefined || !container.consent.isGranted('ad_user_data')) {
      send();
    } else {
      encodeUserData(event.userData, page.digestSha256, send);
    }
  });
}
