// The variables that every container has and a person only switches on.

import { readAddress } from './read-address.ts';
import type { VariableReader } from './variable-reader.ts';

const ofPage =
  (component: string): VariableReader =>
  (_, { page }) =>
    readAddress(page.href(), { component });

const ofDataLayer =
  (key: string): VariableReader =>
  (_, { container }) =>
    container.dataLayer.get(key);

/** Readers by the words of an export; `CONTAINER_VERSION` is the container's own and not among them. */
export const builtInReaders: Readonly<Record<string, VariableReader>> = {
  PAGE_URL: ofPage('URL'),
  PAGE_HOSTNAME: ofPage('HOST'),
  PAGE_PATH: ofPage('PATH'),
  REFERRER: (_, { page }) => page.referrer(),
  EVENT: ofDataLayer('event'),
  CONTAINER_ID: (_, { container }) => container.publicId,
  RANDOM_NUMBER: (_, { page }) => Math.floor(page.random() * 2_147_483_647),
  DEBUG_MODE: (_, { container }) => container.isDebug,
  CLICK_ELEMENT: ofDataLayer('gtm.element'),
  CLICK_CLASSES: ofDataLayer('gtm.elementClasses'),
  CLICK_ID: ofDataLayer('gtm.elementId'),
  CLICK_TARGET: ofDataLayer('gtm.elementTarget'),
  CLICK_URL: ofDataLayer('gtm.elementUrl'),
  CLICK_TEXT: ofDataLayer('gtm.elementText'),
  NEW_HISTORY_FRAGMENT: ofDataLayer('gtm.newUrlFragment'),
  OLD_HISTORY_FRAGMENT: ofDataLayer('gtm.oldUrlFragment'),
  NEW_HISTORY_STATE: ofDataLayer('gtm.newHistoryState'),
  OLD_HISTORY_STATE: ofDataLayer('gtm.oldHistoryState'),
  HISTORY_SOURCE: ofDataLayer('gtm.historyChangeSource'),
};
