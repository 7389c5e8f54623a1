// What a deployment is called: where it lies, and the names and addresses of everything in it.

/** The functions, in the order in which they are deployed. */
export const functionNames = ['webhook', 'sweep', 'public', 'console'] as const;

export type FunctionName = (typeof functionNames)[number];

/** An identity that something runs as. */
export type AccountRole = FunctionName | 'scheduler' | 'build';

export interface Deployment {
  projectId: string;
  /** Google's own number for the project, which stands in the addresses. */
  projectNumber: string;
  region: string;
  /** What every name begins with, so that one project can hold several. */
  prefix: string;
  /** Empty until it was looked for, unless somebody named it. */
  database: string;
  /** Where the database lies: a region, or a group of them such as `eur3`. */
  databaseLocation: string;
  /** Likewise. */
  schedulerRegion: string;
}

export function toServiceName({ prefix }: Pick<Deployment, 'prefix'>, name: FunctionName): string {
  return `${prefix}-${name}`;
}

/** `https://…run.app`, known before the service is there: https://cloud.google.com/run/docs/managing/services#urls */
export function toOrigin(deployment: Deployment, name: FunctionName): string {
  return `https://${toServiceName(deployment, name)}-${deployment.projectNumber}.${deployment.region}.run.app`;
}

/** What stands in front of the @ of an account. */
export function toAccountId({ prefix }: Pick<Deployment, 'prefix'>, role: AccountRole): string {
  return `${prefix}-${role}`;
}

export function toAccountEmail(deployment: Pick<Deployment, 'prefix' | 'projectId'>, role: AccountRole): string {
  return `${toAccountId(deployment, role)}@${deployment.projectId}.iam.gserviceaccount.com`;
}

/** The names of the secrets. */
export function toSecretIds({ prefix }: Pick<Deployment, 'prefix'>): { keyRing: string; oidcClient: string } {
  return { keyRing: `${prefix}-keys`, oidcClient: `${prefix}-oidc-client-secret` };
}

export function toJobName({ prefix }: Pick<Deployment, 'prefix'>): string {
  return `${prefix}-sweep`;
}

/** The APIs that are used, by what Google calls them. */
export const neededApis: readonly string[] = [
  'run.googleapis.com',
  'cloudbuild.googleapis.com',
  'artifactregistry.googleapis.com',
  // Sources are uploaded to a bucket. Projects that were made by a program begin without it.
  'storage.googleapis.com',
  'firestore.googleapis.com',
  'firebaserules.googleapis.com',
  'secretmanager.googleapis.com',
  'cloudscheduler.googleapis.com',
  'iam.googleapis.com',
];
