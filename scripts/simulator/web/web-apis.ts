// Everything a web template can `require`.

import { languageApis } from '../sandbox/apis/language.ts';
import { textApis } from '../sandbox/apis/text.ts';
import { timeApis } from '../sandbox/apis/time.ts';
import type { ApiFactory } from '../sandbox/checked-function.ts';
import { createRequireFrom } from '../sandbox/create-require-from.ts';
import { addressApis } from './apis/address.ts';
import { analyticsStorageApis } from './apis/analytics-storage.ts';
import { consentApis } from './apis/consent.ts';
import { containerApis } from './apis/container.ts';
import { digestApis } from './apis/digest.ts';
import { globalsApis } from './apis/globals.ts';
import { loadingApis } from './apis/loading.ts';
import { storageApis } from './apis/storage.ts';
import type { WebContext } from './web-context.ts';

const webApis: Readonly<Record<string, ApiFactory<WebContext>>> = {
  ...addressApis,
  ...analyticsStorageApis,
  ...consentApis,
  ...containerApis,
  ...digestApis,
  ...globalsApis,
  ...languageApis,
  ...loadingApis,
  ...storageApis,
  ...textApis,
  ...timeApis,
};

/** The names of all web APIs, sorted. */
export const webApiNames: readonly string[] = Object.keys(webApis).sort();

/** `require` for one run of a template. */
export function createRequire(context: WebContext): (name: unknown) => unknown {
  return createRequireFrom(webApis, context);
}
