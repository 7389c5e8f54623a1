// The stand-in for the GA4 tag of server containers.
//
// Decisions where GTM's behaviour is not public: the event goes out as it is, whatever consent it brings, because the signals go
// along and Google decides; user data go along only where the tag is told so and the event's consent allows it.
import { writeMpv2 } from '../../server/measurement/write-mpv2.ts';
import type { VariableScope } from '../server-variables.ts';
import { encodeInNode } from './encode-in-node.ts';
import { isGrantedByEvent } from './event-consent.ts';
import type { GoogleTagFields } from './google-tag.ts';
import { sendHit } from './send-hit.ts';

/** One GA4 hit of the event; fails where it has no measurement id, no client id or no name. */
export async function sendAnalyticsEvent(fields: GoogleTagFields, scope: VariableScope): Promise<string | undefined> {
  const { user_data: userData, ip_override: address, ...data } = scope.event?.data ?? {};
  const measurementId = fields['measurementId'] || data['x-ga-measurement_id'];
  const eventName = fields['eventName'] || data['event_name'];
  if (!measurementId) {
    return 'GA4 needs a measurement id: set it in the tag, or x-ga-measurement_id in the event.';
  }
  if (!data['client_id']) {
    return 'GA4 needs a client id: set client_id in the event.';
  }
  if (!eventName) {
    return 'GA4 needs the name of the event: set event_name in the event.';
  }
  const mayIdentify = fields['enableEuid'] === true && isGrantedByEvent(data, 'ad_user_data');
  const encoded = mayIdentify ? await encodeInNode(userData) : undefined;
  const query = writeMpv2({
    ...data,
    'x-ga-measurement_id': measurementId,
    event_name: eventName,
    ...(address !== undefined && fields['redactVisitorIp'] !== true ? { ip_override: address } : {}),
    ...(encoded === undefined ? {} : { 'x-ga-em': encoded }),
  });
  const url = `${scope.instance.googleUrl.replace(/\/+$/, '')}/g/collect?${query}`;
  return await sendHit(scope.instance, url, data['user_agent']);
}
