// Fills in what nobody said anew, so that a later run without an option does not take back what an earlier one set.
import { toOrigin, toServiceName } from './deployment.ts';
import type { Existing } from './look/existing.ts';
import type { AskedWish, Wish } from './wish.ts';

/** The wish with what is deployed where it says nothing, and with the defaults of a first deployment else. */
export function completeWish(asked: AskedWish, { services }: Pick<Existing, 'services'>): Wish {
  const { deployment, domains } = asked;
  const variables = services.get(toServiceName(deployment, 'console'))?.variables ?? {};
  const pages = services.get(toServiceName(deployment, 'public'));
  return {
    ...asked,
    minInstances: asked.minInstances ?? pages?.minInstances ?? 0,
    trustedHops: asked.trustedHops ?? Number(pages?.variables['TRUSTED_HOPS'] ?? variables['TRUSTED_HOPS'] ?? '1'),
    domains: {
      pages:
        domains.pages ??
        toOwnHost(
          pages?.variables['TILLTAG_PUBLIC_URL'] ?? variables['TILLTAG_PUBLIC_URL'],
          toOrigin(deployment, 'public'),
        ),
      console: domains.console ?? toOwnHost(variables['TILLTAG_CONSOLE_URL'], toOrigin(deployment, 'console')),
    },
  };
}

/** `undefined` where it is the address that Google gave. */
function toOwnHost(url: string | undefined, origin: string): string | undefined {
  return url === undefined || url === origin || !URL.canParse(url) ? undefined : new URL(url).host;
}
