// The APIs that read and change the container's consent state.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, required } from '../../sandbox/checked-function.ts';
import type { WebContext } from '../web-context.ts';
import { webFunction } from '../web-function.ts';

const isConsentGranted = webFunction([required('consentType', 'string')], (context, [type]) => {
  requirePermission(context.permissions, 'access_consent', 'read', type);
  return context.container.consent.isGranted(type);
});

const addConsentListener = webFunction(
  [required('consentType', 'string'), required('listener', 'function')],
  (context, [type, listener]) => {
    requirePermission(context.permissions, 'access_consent', 'read', type);
    context.container.consent.listen(type, context.guard(listener));
  },
);

function change(command: 'default' | 'update', context: WebContext, states: Record<string, unknown>): void {
  for (const [type, state] of Object.entries(states)) {
    if (state === 'granted' || state === 'denied') {
      requirePermission(context.permissions, 'access_consent', 'write', type);
    }
  }
  context.container.consent.apply(command, states);
}

/** Consent read, heard of, and set. */
export const consentApis: Readonly<Record<string, ApiFactory<WebContext>>> = {
  addConsentListener,
  isConsentGranted,
  setDefaultConsentState: webFunction([required('consentSettings', 'object')], (context, [states]) =>
    change('default', context, states),
  ),
  updateConsentState: webFunction([required('consentSettings', 'object')], (context, [states]) =>
    change('update', context, states),
  ),
};
