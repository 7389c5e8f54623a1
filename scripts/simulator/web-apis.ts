// Everything a web template can `require`.
import type { ApiFactory } from './checked-function.ts';
import { addressApis } from './sandbox-apis/address.ts';
import { analyticsStorageApis } from './sandbox-apis/analytics-storage.ts';
import { consentApis } from './sandbox-apis/consent.ts';
import { containerApis } from './sandbox-apis/container.ts';
import { globalsApis } from './sandbox-apis/globals.ts';
import { languageApis } from './sandbox-apis/language.ts';
import { loadingApis } from './sandbox-apis/loading.ts';
import { storageApis } from './sandbox-apis/storage.ts';
import { textApis } from './sandbox-apis/text.ts';
import { timeApis } from './sandbox-apis/time.ts';
import { SandboxError } from './sandbox-error.ts';
import type { TemplateContext } from './template-context.ts';

const webApis: Readonly<Record<string, ApiFactory>> = {
  ...addressApis,
  ...analyticsStorageApis,
  ...consentApis,
  ...containerApis,
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
export function createRequire(context: TemplateContext): (name: unknown) => unknown {
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
