// The routes of a property's settings.
import { page } from '../answer.ts';
import type { AccountRoute, PropertyRoute } from '../route.ts';
import { addContainerDestination, addGa4Destination } from './destinations/add-destination.ts';
import {
  checkOneDestination,
  dropDestination,
  moveDestination,
  showDestination,
} from './destinations/change-destination.ts';
import { chooseRule } from './destinations/choose-rule.ts';
import { toDestinationsPage } from './destinations/destinations-page.ts';
import { renewSecret } from './destinations/renew-secret.ts';
import { toGeneralPage } from './general-page.ts';
import { beginDeletion } from './manage/delete-property.ts';
import { answerExport } from './manage/export-file.ts';
import { toManagePage } from './manage/manage-page.ts';
import { moveToAccount } from './manage/move-property.ts';
import { showDeletion } from './manage/show-deletion.ts';
import { saveSection } from './save-section.ts';
import { settingSections } from './sections/setting-sections.ts';
import { removeKey, storeKeys } from './stripe/change-keys.ts';
import { addWebhookSecret, forgetWebhookSecrets } from './stripe/change-webhook.ts';
import { reseal } from './stripe/reseal.ts';
import { toStripePage } from './stripe/stripe-page.ts';

type Answering = PropertyRoute['answer'];

const look = (rest: string, answer: Answering): PropertyRoute => toRoute('GET', rest, 'property_viewer', answer);
const open = (rest: string, answer: Answering): PropertyRoute => toRoute('GET', rest, 'property_owner', answer);
const change = (rest: string, answer: Answering): PropertyRoute => toRoute('POST', rest, 'property_owner', answer);

export const settingsRoutes: readonly (PropertyRoute | AccountRoute)[] = [
  {
    ...{ method: 'GET', path: '/accounts/:accountId/deletions/:deletedId', needs: 'account_owner' },
    answer: showDeletion,
  },
  look('', (request) => page(toGeneralPage(request))),
  ...settingSections.map((section) => change(`/${section.id}`, (request) => saveSection(request, section))),
  look('/stripe', (request) => page(toStripePage(request))),
  change('/stripe/keys', storeKeys),
  change('/stripe/remove-key', removeKey),
  change('/stripe/webhook', addWebhookSecret),
  change('/stripe/forget-webhook', forgetWebhookSecrets),
  change('/stripe/reseal', reseal),
  look('/destinations', (request) => page(toDestinationsPage(request))),
  change('/destinations/ga4', addGa4Destination),
  change('/destinations/container', addContainerDestination),
  open('/destinations/:destinationId', showDestination),
  change('/destinations/:destinationId', moveDestination),
  change('/destinations/:destinationId/check', checkOneDestination),
  change('/destinations/:destinationId/doubt', chooseRule),
  change('/destinations/:destinationId/remove', dropDestination),
  change('/container-secret', renewSecret),
  { ...look('/manage', async (request) => page(await toManagePage(request))), staysOpen: true },
  { ...look('/export', answerExport), staysOpen: true },
  change('/move', moveToAccount),
  change('/delete', beginDeletion),
];

function toRoute(
  method: PropertyRoute['method'],
  rest: string,
  needs: PropertyRoute['needs'],
  answer: Answering,
): PropertyRoute {
  return { method, path: `/properties/:propertyId/settings${rest}`, needs, answer };
}
