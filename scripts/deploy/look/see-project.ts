// Sees what a project holds; or, for a trial before anybody has signed in to gcloud, what one may hold in which nothing was done.
import { checkProject } from '../check-google.ts';
import { SignedOutError } from '../deploy-error.ts';
import type { Deployment } from '../deployment.ts';
import { quote, unknownNumber } from '../google/command.ts';
import { GcloudError } from '../google/gcloud.ts';
import type { Step } from '../plan/step.ts';
import { completePlace } from './complete-place.ts';
import { nothing } from './existing.ts';
import { type Looked, type Looking, look } from './look.ts';

export interface Seen extends Looked {
  /** Who is signed in; empty where nobody is. */
  account: string;
  /** What has to be found out before anything else, where it was not. */
  steps: readonly Step[];
  notices: readonly string[];
}

export interface Seeing extends Looking {
  /** Whether nothing will be deployed. */
  isTrial: boolean;
}

/** Rejects with DeployError or GcloudError. */
export async function seeProject({ gcloud, rules, isTrial }: Seeing, asked: Deployment): Promise<Seen> {
  try {
    const { projectNumber, account } = await checkProject(gcloud, asked.projectId);
    const looked = await look({ gcloud, ...(rules && { rules }) }, { ...asked, projectNumber });
    return { ...looked, account, steps: [], notices: [] };
  } catch (error) {
    if (!isTrial || !isUnasked(error)) throw error;
    return seeNothing(asked, error.message);
  }
}

function isUnasked(error: unknown): error is Error {
  return error instanceof SignedOutError || (error instanceof GcloudError && error.isMissing);
}

function seeNothing(asked: Deployment, reason: string): Seen {
  const deployment = completePlace({ ...asked, projectNumber: unknownNumber }, nothing);
  const { projectId } = asked;
  const question = `gcloud projects describe ${quote(projectId)} --format='value(projectNumber)'`;
  return {
    ...{ existing: nothing, deployment, account: '' },
    steps: [
      {
        title: 'Learn the project’s number, which stands in the addresses',
        actions: [{ shell: [`${unknownNumber}="$(${question})"`], perform: async () => {} }],
        isPreparation: true,
      },
    ],
    notices: [
      `${reason}\nUntil then nobody knows what the project ${projectId} holds, who pays for it, what Google offers in ${deployment.region}, and its number, for which ${unknownNumber} stands. The commands are those for a project in which nothing is there yet; a run spares what is there.`,
    ],
  };
}
