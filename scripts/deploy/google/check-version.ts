// Makes sure that gcloud is new enough before it is asked for anything.
import { DeployError } from '../deploy-error.ts';
import type { Gcloud } from './gcloud.ts';
import { pickText } from './json.ts';

/** The first version that deploys functions with `gcloud run deploy --function`: its notes say so, under Cloud Run. */
export const leastVersion = '511.0.0';

/** Rejects with DeployError where gcloud is older than that, and with GcloudError where it is missing. */
export async function checkVersion(gcloud: Gcloud): Promise<void> {
  const version = pickText(await gcloud.ask(['version']), 'Google Cloud SDK');
  // A build of one's own has no number.
  if (!/^\d+\.\d+/.test(version) || isAtLeast(version, leastVersion)) return;
  throw new DeployError(
    `This gcloud (${version}) is too old: deploying takes ${leastVersion} or later. Bring it up to date with "gcloud components update", or with what it was installed by (apt, dnf, brew, snap), and run this command again.`,
  );
}

/** Whether a version such as `511.0.0` is another one or comes after it. */
export function isAtLeast(version: string, least: string): boolean {
  const wanted = least.split('.').map(Number);
  const numbers = version.split('.').map(Number);
  const index = wanted.findIndex((number, place) => number !== (numbers[place] ?? 0));
  return index === -1 || (numbers[index] ?? 0) > (wanted[index] ?? 0);
}
