// Everything a web template can `require`.

import { languageApis } from '../sandbox/apis/language.ts';
import { textApis } from '../sandbox/apis/text.ts';
import { timeApis } from '../sandbox/apis/time.ts';
import type { ApiFactory } from '../sandbox/checked-function.ts';
import { SandboxError } from '../sandbox/sandbox-error.ts';
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

/** `require` for one run; the same API object each time, and an error for a name GTM does not know. */
export function createRequire(context: WebContext): (name: unknown) => unknown {
  const made = new Map<string, unknown>();
  return (name) => {
    const key = String(name);
    const factory = Object.hasOwn(webApis, key) ? webApis[key] : undefined;
    if (!factory) {
      throw new SandboxError('unknown_api', `${key} is not a valid API name.`);
    }
    if (!made.has(key)) {
      made.set(key, factory(context));
    }
    return made.get(key);
  };
}
