// The routes of an account's properties, of making one, of its overview and its set-up.
import type { Answer } from '../answer.ts';
import type { PropertyRequest, PropertyRoute, Route } from '../route.ts';
import { addContainer, addGa4 } from './add-destination.ts';
import { saveChecklistStep, showChecklistStep } from './checklist-step.ts';
import {
  checkDestination,
  confirmTestEvent,
  sendTestEvent,
  showDestinationsStep,
  skipDestinations,
} from './destinations-step.ts';
import { showDownloadsStep, tickDownloadsStep } from './downloads-step.ts';
import { saveKeysStep, showKeysStep } from './keys-step.ts';
import { awaitPage, leaveOutPage } from './leave-out-page.ts';
import { saveNameStep, showNameStep } from './name-step.ts';
import { addProperty, showNewProperty } from './new-property.ts';
import { showOverview } from './overview-page.ts';
import { savePaymentsStep, showPaymentsStep } from './payments-step.ts';
import { showProperties } from './property-list-page.ts';
import { changeRedirect, makeLink, showRedirectStep, tickRedirectStep } from './redirect-step.ts';
import { showSetup } from './setup-page.ts';
import type { StepId } from './setup-steps.ts';
import { showTestStep } from './test-step.ts';
import { saveValueStep, showValueStep } from './value-step.ts';
import { makeWebhook, remakeWebhook, saveWebhookSecrets, showWebhookStep, skipWebhook } from './webhook-step.ts';

type Handle = (request: PropertyRequest) => Promise<Answer>;

const shown: Record<StepId, Handle> = {
  name: showNameStep,
  keys: showKeysStep,
  payments: showPaymentsStep,
  value: showValueStep,
  redirect: showRedirectStep,
  webhook: showWebhookStep,
  destinations: showDestinationsStep,
  downloads: showDownloadsStep,
  checklist: showChecklistStep,
  test: showTestStep,
};

/** What owners may send, by the address below that of the set-up. */
const sent: Record<string, Handle> = {
  name: saveNameStep,
  keys: saveKeysStep,
  payments: savePaymentsStep,
  value: saveValueStep,
  redirect: tickRedirectStep,
  'redirect/change': changeRedirect,
  'redirect/make': makeLink,
  'webhook/make': makeWebhook,
  'webhook/remake': remakeWebhook,
  'webhook/secret': saveWebhookSecrets,
  'webhook/skip': skipWebhook,
  'destinations/ga4': addGa4,
  'destinations/container': addContainer,
  'destinations/check': checkDestination,
  'destinations/send-test': sendTestEvent,
  'destinations/confirm': confirmTestEvent,
  'destinations/skip': skipDestinations,
  downloads: tickDownloadsStep,
  checklist: saveChecklistStep,
  'test/skip': leaveOutPage,
  'test/wait': awaitPage,
};

const setupPath = '/properties/:propertyId/setup';

export const setupRoutes: readonly Route[] = [
  { method: 'GET', path: '/accounts/:accountId', needs: 'account_viewer', answer: showProperties },
  { method: 'GET', path: '/accounts/:accountId/properties/new', needs: 'account_owner', answer: showNewProperty },
  { method: 'POST', path: '/accounts/:accountId/properties', needs: 'account_owner', answer: addProperty },
  { method: 'GET', path: '/properties/:propertyId', needs: 'property_viewer', answer: showOverview, staysOpen: true },
  { method: 'GET', path: setupPath, needs: 'property_viewer', answer: showSetup },
  ...Object.entries(shown).map(
    ([step, answer]): PropertyRoute => ({
      ...{ method: 'GET', path: `${setupPath}/${step}`, needs: 'property_viewer', answer },
    }),
  ),
  ...Object.entries(sent).map(
    ([address, answer]): PropertyRoute => ({
      ...{ method: 'POST', path: `${setupPath}/${address}`, needs: 'property_owner', answer },
    }),
  ),
];
