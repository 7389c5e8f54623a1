// Stand-ins for Google's own tags of server containers: GA4, Google Ads conversions and the conversion linker.
//
// They prove that the event had what each tag needs, that consent was respected, and, on a collector, what would have gone out:
// GA4 hits as sendEventToGoogleAnalytics writes them, conversions as Google's conversion tag does. Only the real tags in a live
// container prove which of their settings and of the event's names they read, what else they send, and what Google makes of it.
import type { ExportTag } from '../../../../functions/downloads/container-export.ts';
import { readSettings } from '../../container/reading/read-settings.ts';
import type { VariableScope } from '../server-variables.ts';
import { sendAdsConversion } from './ads-conversion-tag.ts';
import { linkClick } from './conversion-linker-tag.ts';
import { sendAnalyticsEvent } from './google-analytics-tag.ts';
import type { GoogleTag, GoogleTagFields } from './google-tag.ts';

interface StandIn {
  readonly fire: GoogleTag;
  /** The settings that are simulated, each with the values that change nothing and so need no simulation. */
  readonly known: ReadonlySet<string>;
  readonly idle: Readonly<Record<string, unknown>>;
}

const standIns: Readonly<Record<string, StandIn>> = {
  sgtmgaaw: {
    fire: sendAnalyticsEvent,
    known: new Set(['measurementId', 'eventName', 'redactVisitorIp', 'enableEuid']),
    idle: { epToIncludeDropdown: 'all', upToIncludeDropdown: 'all', enableGoogleSignals: false },
  },
  sgtmadsct: {
    fire: sendAdsConversion,
    known: new Set([
      'conversionId',
      'conversionLabel',
      'conversionValue',
      'currencyCode',
      'enableConversionLinker',
      'enableEnhancedMatch',
      'enableNewCustomerReporting',
    ]),
    idle: {
      enableProductReporting: false,
      productReportingDataSource: 'EVENT',
      newCustomerDataSource: 'EVENT',
      rdp: false,
    },
  },
  sgtmadscl: { fire: linkClick, known: new Set(), idle: { enableLinkerParams: false, enableCookieOverrides: false } },
};

/** True for a tag of Google's that has a stand-in. */
export function isGoogleTag(type: string): boolean {
  return Object.hasOwn(standIns, type);
}

/** The names of the tag's settings that its stand-in does not know, unless they are empty or change nothing. */
export function findUnknownSettings({ type, parameter }: ExportTag): readonly string[] {
  const standIn = isGoogleTag(type) ? standIns[type] : undefined;
  if (!standIn) {
    return [];
  }
  const isIdle = (key: string, value: unknown): boolean =>
    value === '' || (Array.isArray(value) && value.length === 0) || standIn.idle[key] === value;
  return Object.entries(readSettings(parameter)).flatMap(([key, value]) =>
    standIn.known.has(key) || isIdle(key, value) ? [] : key,
  );
}

/** Fires the stand-in; resolves with why it failed. A type without a stand-in fails. */
export async function runGoogleTag(
  type: string,
  fields: GoogleTagFields,
  scope: VariableScope,
): Promise<string | undefined> {
  return isGoogleTag(type) ? await standIns[type]?.fire(fields, scope) : `The type ${type} is not simulated.`;
}
