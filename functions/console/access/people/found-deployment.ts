// Gives the deployment its owner and its first account.
import type { Deployment, User } from '../../../rules/account.ts';
import { deploymentId } from '../../../store/console-store.ts';
import type { ConsoleContext } from '../../console-context.ts';
import { signInTexts } from '../../texts/sign-in-texts.ts';
import { createAccount } from './create-account.ts';
import { newAccountId } from './ids.ts';

type Tools = Pick<ConsoleContext, 'store' | 'now' | 'randomBytes' | 'settings'>;

/**
 * The deployment: of several who come first at once the store lets one own it, and the others get that one's. What an
 * interrupted start of its owner left out is made up for.
 */
export async function foundDeployment(tools: Tools, user: Pick<User, 'id' | 'email'>): Promise<Deployment> {
  const { store, now, randomBytes, settings } = tools;
  const own = { ownerUserId: user.id, accountId: newAccountId(randomBytes), createdAtMs: now() };
  const found = await store.console.findDeployment();
  const deployment = found ?? (await createOrFind(store, { id: deploymentId, ...own }));
  const isOwner = deployment.ownerUserId === user.id;
  if (isOwner && (await store.console.findAccount(deployment.accountId)) === undefined) {
    const domain = settings.console.domains.length === 0 ? undefined : user.email.split('@').at(-1);
    await createAccount(tools, user, domain ?? signInTexts.firstAccount, deployment.accountId);
  }
  return deployment;
}

async function createOrFind(store: Tools['store'], deployment: Deployment): Promise<Deployment> {
  const created = await store.console.createDeployment(deployment);
  const winner = created === 'created' ? deployment : await store.console.findDeployment();
  if (winner === undefined) throw new Error('The deployment was made by somebody and is not there.');
  return winner;
}
