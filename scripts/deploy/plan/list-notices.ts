// Says what a person should know of a plan before they agree to it.
import { type FunctionName, toSecretIds, toServiceName } from '../deployment.ts';
import { toPublicOrigin } from '../function-settings.ts';
import type { Existing } from '../look/existing.ts';
import type { Wish } from '../wish.ts';
import type { Step } from './step.ts';

export interface Planned {
  existing: Existing;
  /** Whether the key ring that is stored stays. */
  isKeyRingKept: boolean;
  /** The steps that deploy functions. */
  deploys: readonly Step[];
}

/** Sentences, one for each thing. */
export function listNotices(wish: Wish, planned: Planned): string[] {
  return [...listDataNotices(wish, planned), ...listHostNotices(wish, planned), ...listPinNotices(wish, planned)];
}

function listDataNotices({ deployment, keyRing }: Wish, { existing, isKeyRingKept }: Planned): string[] {
  const { database, projectId } = deployment;
  const { keyRing: id } = toSecretIds(deployment);
  const notices: string[] = [];
  if (isKeyRingKept && keyRing !== undefined) {
    notices.push(
      `The key ring ${id} is there already, so that of --keys-file is not used. To read that one from now on, add it and deploy again: gcloud secrets versions add ${id} --data-file=FILE --project=${projectId}`,
    );
  }
  if (existing.rules === 'foreign') {
    notices.push(
      `The database ${database} has security rules that let somebody in: another app uses it. They stay as they are. A database of its own is safer: --database NAME.`,
    );
  }
  return notices;
}

/** A host name is written down with the functions that know it; one that is left out of a run goes on with the old one. */
function listHostNotices(wish: Wish, { existing }: Planned): string[] {
  const { deployment, functions, domains } = wish;
  const notices: string[] = [];
  const origin = toPublicOrigin(wish, 'public');
  for (const name of ['public', 'console'] as const) {
    const service = existing.services.get(toServiceName(deployment, name));
    if (functions.includes(name) || service === undefined) continue;
    if ((service.variables['TILLTAG_PUBLIC_URL'] ?? origin) === origin) continue;
    notices.push(
      `The function ${name} is not deployed in this run and goes on with ${service.variables['TILLTAG_PUBLIC_URL']}, not with ${origin}. Deploy it as well: --function ${name}`,
    );
  }
  const isKept = (name: FunctionName): boolean =>
    functions.includes(name) || existing.services.has(toServiceName(deployment, name));
  if (domains.pages && !isKept('public') && !isKept('console')) {
    notices.push('--domain is written down with the functions public and console, so this run does not remember it.');
  }
  if (domains.console && !isKept('console')) {
    notices.push('--console-domain is written down with the function console, so this run does not remember it.');
  }
  return notices;
}

function listPinNotices({ deployment, functions }: Wish, { existing, deploys }: Planned): string[] {
  return functions.flatMap((name) => {
    const service = toServiceName(deployment, name);
    if (existing.services.get(service)?.isPinned !== true) return [];
    if (deploys.some(({ actions }) => actions.some((one) => 'args' in one && one.args.includes(service)))) return [];
    return [
      `Requests to ${service} go to a revision that somebody chose, and that stays so. To send them to the newest one: gcloud run services update-traffic ${service} --to-latest --region=${deployment.region} --project=${deployment.projectId}`,
    ];
  });
}
