// The stand-in for the conversion linker of server containers: it keeps the page's click id in a cookie of the server's.
//
// Decisions where GTM's behaviour is not public: the cookie is FPGCLAW in the newer form, for ninety days, on the registrable
// domain; an event without a click id, without consent to ad storage, or after the response, sets nothing and is no failure.
import { findRegistrableDomain } from '../../server/registrable-domain.ts';
import { requestHost } from '../../server/request-host.ts';
import type { VariableScope } from '../server-variables.ts';
import { isGrantedByEvent } from './event-consent.ts';
import { findPageClick } from './find-click-id.ts';
import type { GoogleTagFields } from './google-tag.ts';

const maxAgeSeconds = 90 * 24 * 60 * 60;

/** Sets the cookie on the response; never fails. */
export async function linkClick(_: GoogleTagFields, { instance, host, event }: VariableScope): Promise<undefined> {
  const data = event?.data ?? {};
  const click = findPageClick(data);
  if (click === undefined || !isGrantedByEvent(data, 'ad_storage')) {
    return;
  }
  const domain = findRegistrableDomain(requestHost(host.request));
  host.response.cookies.set('FPGCLAW', {
    name: 'FPGCLAW',
    value: `2.1.k${click}$i${Math.floor(instance.now() / 1000)}`,
    attributes: {
      ...(domain ? { domain } : {}),
      path: '/',
      'max-age': maxAgeSeconds,
      httponly: true,
      secure: true,
    },
  });
}
