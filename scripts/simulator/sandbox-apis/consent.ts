// The APIs that read and change the container's consent state.
import { type ApiFactory, apiFunction, required } from '../checked-function.ts';
import { requirePermission } from '../permissions/check-permission.ts';
import type { TemplateContext } from '../template-context.ts';

const isConsentGranted = apiFunction([required('consentType', 'string')], (context, [type]) => {
  requirePermission(context.permissions, 'access_consent', 'read', type);
  return context.container.consent.isGranted(type);
});

const addConsentListener = apiFunction(
  [required('consentType', 'string'), required('listener', 'function')],
  (context, [type, listener]) => {
    requirePermission(context.permissions, 'access_consent', 'read', type);
    context.container.consent.listen(type, context.guard(listener));
  },
);

function change(command: 'default' | 'update', context: TemplateContext, states: Record<string, unknown>): void {
  for (const [type, state] of Object.entries(states)) {
    if (state === 'granted' || state === 'denied') {
      requirePermission(context.permissions, 'access_consent', 'write', type);
    }
  }
  context.container.consent.apply(command, states);
}

/** Consent read, heard of, and set. */
export const consentApis: Readonly<Record<string, ApiFactory>> = {
  addConsentListener,
  isConsentGranted,
  setDefaultConsentState: apiFunction([required('consentSettings', 'object')], (context, [states]) =>
    change('default', context, states),
  ),
  updateConsentState: apiFunction([required('consentSettings', 'object')], (context, [states]) =>
    change('update', context, states),
  ),
};
