// Finds out which database and which schedule a deployment uses, so that they need not be named at every run.
import { type Deployment, functionNames, toAccountEmail, toServiceName } from '../deployment.ts';
import type { Existing } from './existing.ts';

/**
 * The deployment with the database that its functions use, or that its accounts may use where the functions are gone; where
 * nothing is there yet, the database is called like the prefix. What was named stays.
 */
export function completePlace(
  deployment: Deployment,
  { services, bindings }: Pick<Existing, 'services' | 'bindings'>,
): Deployment {
  const { region, prefix } = deployment;
  const sweep = services.get(toServiceName(deployment, 'sweep'));
  return {
    ...deployment,
    database: deployment.database || findUsed(deployment, services) || findAllowed(deployment, bindings) || prefix,
    schedulerRegion: deployment.schedulerRegion || sweep?.schedulerRegion || region,
  };
}

function findUsed(deployment: Deployment, services: Existing['services']): string | undefined {
  const stores = functionNames.map((name) => services.get(toServiceName(deployment, name))?.variables['TILLTAG_STORE']);
  return stores.find((store) => store?.startsWith('firestore:'))?.slice('firestore:'.length);
}

function findAllowed(deployment: Deployment, bindings: Existing['bindings']): string | undefined {
  const ours = new Set<string>(functionNames.map((name) => `serviceAccount:${toAccountEmail(deployment, name)}`));
  const found = bindings.find(({ member, role }) => ours.has(member) && role === 'roles/datastore.user');
  return /\/databases\/([^/"]+)"/.exec(found?.condition ?? '')?.[1];
}
