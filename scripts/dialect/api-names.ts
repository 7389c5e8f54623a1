// The names that the APIs of a container go by.
import { serverApis } from '../../gtm-templates/sandbox/server-apis.ts';
import { webApis } from '../../gtm-templates/sandbox/web-apis.ts';

/** Which of GTM's two machines runs the code. */
export type Container = 'web' | 'server';

/** What `require` knows in a container; in either of them where it is not told in which. */
export function apiNames(container: Container | undefined): ReadonlySet<string> {
  return names[container ?? 'either'];
}

const names = {
  web: new Set(Object.keys(webApis)),
  server: new Set(Object.keys(serverApis)),
  either: new Set([...Object.keys(webApis), ...Object.keys(serverApis)]),
};
