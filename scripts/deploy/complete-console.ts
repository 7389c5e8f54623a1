// Makes sure that nobody but those who should can sign in to the console, before it is put where everybody can ask it.
import { DeployError } from './deploy-error.ts';
import { toSecretIds, toServiceName } from './deployment.ts';
import { toPublicOrigin } from './function-settings.ts';
import type { Existing } from './look/existing.ts';
import type { ConsoleWish, Wish } from './wish.ts';

/** The address that the issuer sends people back to, as it must be entered there. */
export function toRedirectUri(wish: Pick<Wish, 'deployment' | 'domains'>): string {
  return `${toPublicOrigin(wish, 'console')}/console/sign-in/callback`;
}

/** What was not said anew, as the deployed console has it. Throws DeployError where the console would be open to a stranger. */
export function completeConsole(
  wish: Wish,
  { services, secrets }: Pick<Existing, 'services' | 'secrets'>,
): ConsoleWish {
  const known = services.get(toServiceName(wish.deployment, 'console'))?.variables ?? {};
  const hasSecret = secrets.get(toSecretIds(wish.deployment).oidcClient)?.version !== undefined;
  const { console } = wish;
  const clientId = console.clientId ?? known['TILLTAG_OIDC_CLIENT_ID'];
  const signInDomains = console.signInDomains ?? known['TILLTAG_CONSOLE_DOMAINS'];
  if (!wish.functions.includes('console')) return console;
  if (clientId === undefined || (console.clientSecret === undefined && !hasSecret)) throw notReady(wish);
  // A console that is there without domains was deployed so on purpose.
  const isDeployed = known['TILLTAG_OIDC_CLIENT_ID'] !== undefined;
  if (signInDomains === undefined && !console.isFirstOwner && !isDeployed) {
    throw new DeployError(
      'Everybody on the internet can reach the console, and the first who signs in would own it. Say whose addresses may: --sign-in-domains example.com. Or take the risk and sign in at once: --first-sign-in-owns',
    );
  }
  return { ...console, clientId, signInDomains, issuer: console.issuer ?? known['TILLTAG_OIDC_ISSUER'] };
}

function notReady(wish: Wish): DeployError {
  return new DeployError(
    `The console lies open on the internet, so people must be able to sign in to it before it is deployed. At Google, under https://console.cloud.google.com/apis/credentials?project=${wish.deployment.projectId}, make an OAuth client of the type "Web application" with this redirect URI:
  ${toRedirectUri(wish)}
Then run this command again with --oidc-client-id ID and --secret-file FILE, which holds the client’s secret. To go without the console for now: --function public webhook sweep`,
  );
}
