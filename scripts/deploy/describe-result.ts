// Says at the end of a deployment which address goes where, and what is left for a person to do.
import { toRedirectUri } from './complete-console.ts';
import { toOrigin, toSecretIds, toServiceName } from './deployment.ts';
import { toPublicOrigin } from './function-settings.ts';
import type { Wish } from './wish.ts';

/** The addresses that people and services are given, as `--json` prints them; only of what was wished for. */
export interface Addresses {
  /** For `npm run build -- --endpoint` and the field in Tag Manager. */
  pages?: string;
  /** For `property connect --endpoint`, and so for Stripe. */
  stripe?: string;
  console?: string;
  oidc_redirect_uri?: string;
}

export function toAddresses(wish: Wish): Addresses {
  const { deployment, functions } = wish;
  return {
    ...(functions.includes('public') ? { pages: toPublicOrigin(wish, 'public') } : {}),
    ...(functions.includes('webhook') ? { stripe: toOrigin(deployment, 'webhook') } : {}),
    ...(functions.includes('console')
      ? { console: `${toPublicOrigin(wish, 'console')}/console`, oidc_redirect_uri: toRedirectUri(wish) }
      : {}),
  };
}

/** Lines of text. */
export function describeResult(wish: Wish): string {
  const { pages, stripe, console, oidc_redirect_uri: redirectUri } = toAddresses(wish);
  const { projectId, database } = wish.deployment;
  const { keyRing } = toSecretIds(wish.deployment);
  const addresses = [
    ...(pages === undefined ? [] : [`  Pages and Tag Manager  ${pages}`]),
    ...(stripe === undefined ? [] : [`  Stripe                 ${stripe}`]),
    ...(console === undefined
      ? []
      : [`  Console                ${console}`, `  OAuth redirect URI     ${redirectUri}`]),
  ];
  return `
Each function has an address of its own, with nothing in front of its paths (TILLTAG_BASE_PATH stays empty):
${addresses.join('\n')}
${describeDomains(wish)}
Next:
${describeHealth(wish)}${console === undefined ? '' : `  Open ${console} and sign in.\n`}  Or set a shop up from here, with the database that was deployed:
    gcloud auth application-default login
    export GOOGLE_CLOUD_PROJECT=${projectId} TILLTAG_STORE='firestore:${database}'
    export TILLTAG_KEYS="$(gcloud secrets versions access latest --secret=${keyRing} --project=${projectId})"
    npm run tilltag -- property add --name "My shop" --hostname shop.example.com
    npm run build -- --endpoint ${pages ?? 'ADDRESS_OF_PAGES'} --property-id tt_…
    npm run tilltag -- property connect tt_… --endpoint ${stripe ?? 'ADDRESS_OF_STRIPE'}
  To have Google keep the database’s last 7 days, which costs extra:
    gcloud firestore databases update --enable-pitr --database='${database}' --project=${projectId}
`;
}

/** At Google's own address, which answers before any host name of one's own does. */
function describeHealth({ deployment, functions }: Wish): string {
  const open = (['public', 'webhook'] as const).find((name) => functions.includes(name));
  return open === undefined ? '' : `  See that it answers: curl ${toOrigin(deployment, open)}/health\n`;
}

function describeDomains({ deployment, domains }: Wish): string {
  const { region, projectId } = deployment;
  const commands = (['public', 'console'] as const).flatMap((name) => {
    const host = name === 'public' ? domains.pages : domains.console;
    if (!host) return [];
    const service = toServiceName(deployment, name);
    return [
      `  gcloud beta run domain-mappings create --service=${service} --domain=${host} --region=${region} --project=${projectId}`,
    ];
  });
  if (commands.length === 0) return '';
  return `
Your own host names work once Google knows that they are yours (gcloud domains verify DOMAIN), these commands were run, and
the DNS records that they print are set; the certificate comes by itself, within a day:
${commands.join('\n')}
Where Google offers no mapping in ${region}, put a load balancer in front, with /checkout to ${toServiceName(deployment, 'public')} and /console to
${toServiceName(deployment, 'console')}, and deploy again with --trusted-hops 2. Stripe keeps the address above.
`;
}
