// The stand-in for the Google Ads conversion tag of server containers.
//
// Decisions where GTM's behaviour is not public: value and currency are the event's unless the tag has its own; the click ids are
// those of the page, of whichever kind, else that of the linker's cookie; the order id is the event's transaction id; user data go along where the tag is told to
// match them; without consent to ad storage or to user data these parts are left out, and the conversion still goes.
import { buildAdsConversionHit } from '../../google/ads-conversion-hit.ts';
import type { VariableScope } from '../server-variables.ts';
import { encodeInNode } from './encode-in-node.ts';
import { isGrantedByEvent } from './event-consent.ts';
import { findLinkedClick, findPageClick } from './find-click-id.ts';
import type { GoogleTagFields } from './google-tag.ts';
import { sendHit } from './send-hit.ts';

type Data = Readonly<Record<string, unknown>>;

function toText(value: unknown): string | undefined {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;
}

/** Each under the hit's own name for it. */
function findClicks(fields: GoogleTagFields, data: Data, { host }: VariableScope) {
  if (!isGrantedByEvent(data, 'ad_storage')) {
    return {};
  }
  const [gclaw, gbraid, wbraid] = (['gclid', 'gbraid', 'wbraid'] as const).map((name) => findPageClick(data, name));
  const isOnPage = gclaw !== undefined || gbraid !== undefined || wbraid !== undefined;
  const isLinked = !isOnPage && fields['enableConversionLinker'] === true;
  return { gclaw: isLinked ? findLinkedClick(host) : gclaw, gbraid, wbraid };
}

async function findUserData(fields: GoogleTagFields, data: Data): Promise<string | undefined> {
  const mayIdentify = fields['enableEnhancedMatch'] === true && isGrantedByEvent(data, 'ad_user_data');
  return mayIdentify ? await encodeInNode(data['user_data']) : undefined;
}

function findNewCustomer(fields: GoogleTagFields, { new_customer: isNew }: Data): boolean | undefined {
  return fields['enableNewCustomerReporting'] === true && typeof isNew === 'boolean' ? isNew : undefined;
}

/** One conversion; fails where the tag has no id or no label. */
export async function sendAdsConversion(fields: GoogleTagFields, scope: VariableScope): Promise<string | undefined> {
  const data = scope.event?.data ?? {};
  const [conversionId, label] = [toText(fields['conversionId']), toText(fields['conversionLabel'])];
  if (conversionId === undefined || label === undefined) {
    return 'Google Ads needs a conversion id and a label: set both in the tag.';
  }
  const url = buildAdsConversionHit({
    googleUrl: scope.instance.googleUrl,
    conversionId,
    label,
    value: toText(fields['conversionValue']) ?? toText(data['value']),
    currency: toText(fields['currencyCode']) ?? toText(data['currency']),
    orderId: toText(data['transaction_id']),
    isNewCustomer: findNewCustomer(fields, data),
    gcs: toText(data['x-ga-gcs']),
    gcd: toText(data['x-ga-gcd']),
    ...findClicks(fields, data, scope),
    userData: await findUserData(fields, data),
    pageLocation: toText(data['page_location']),
    pageReferrer: toText(data['page_referrer']),
    random: Math.floor(scope.instance.random() * 2_147_483_647),
    ipOverride: toText(data['ip_override']),
    userAgent: toText(data['user_agent']),
  });
  return await sendHit(scope.instance, url, data['user_agent']);
}
