// How much of a machine each function gets, and what it is told in its environment.
import { type Deployment, type FunctionName, toOrigin, toSecretIds } from './deployment.ts';
import type { Wish } from './wish.ts';

/** What Cloud Run is told about a function. */
export interface FunctionShape {
  /** Requests at once per instance. */
  concurrency: number;
  cpu: string;
  memory: string;
  timeoutSeconds: number;
  /** Instances that stay when nobody asks. */
  minInstances: number;
  maxInstances: number;
  ingress: 'all' | 'internal';
  /** Whether the platform lets everybody in, because the function itself knows whom to believe. */
  isOpen: boolean;
}

const shapes: Readonly<Record<FunctionName, FunctionShape>> = {
  // A whole processor: with less, no instance may answer two requests at once.
  public: { ...shape(80, 30), maxInstances: 20 },
  // Stripe waits 10 seconds for an answer and comes again; a burst waits better than it fails.
  webhook: { ...shape(40, 30), maxInstances: 10 },
  // A run ends by itself after 50 seconds. A second instance takes over where one hangs.
  sweep: { ...shape(1, 60), maxInstances: 2, ingress: 'internal', isOpen: false },
  console: { ...shape(40, 60), maxInstances: 4 },
};

function shape(concurrency: number, timeoutSeconds: number): Omit<FunctionShape, 'maxInstances'> {
  return { concurrency, timeoutSeconds, cpu: '1', memory: '512Mi', minInstances: 0, ingress: 'all', isOpen: true };
}

/** The shape of a function as it is wished for. */
export function toShape(name: FunctionName, { minInstances }: Pick<Wish, 'minInstances'>): FunctionShape {
  return name === 'public' ? { ...shapes.public, minInstances } : shapes[name];
}

/** The variables of a function that are no secrets. */
export function toVariables(name: FunctionName, wish: Wish): Readonly<Record<string, string>> {
  const { deployment, trustedHops, console, domains } = wish;
  const shared = {
    NODE_ENV: 'production',
    TILLTAG_STORE: `firestore:${deployment.database}`,
    GOOGLE_CLOUD_PROJECT: deployment.projectId,
    TRUSTED_HOPS: String(trustedHops),
    // The folder beside the bundle, from where the platform starts it.
    TILLTAG_ASSETS: 'assets',
  };
  if (name !== 'console') return shared;
  const given = {
    TILLTAG_OIDC_CLIENT_ID: console.clientId,
    TILLTAG_OIDC_ISSUER: console.issuer,
    TILLTAG_CONSOLE_DOMAINS: console.signInDomains,
  };
  const known = Object.entries(given).filter((one): one is [string, string] => one[1] !== undefined);
  const origin = domains.console === undefined ? toOrigin(deployment, 'console') : `https://${domains.console}`;
  return { ...shared, TILLTAG_CONSOLE_URL: origin, ...Object.fromEntries(known) };
}

/** Which secret each variable of a function comes from. */
export function toSecretVariables(name: FunctionName, deployment: Deployment): Readonly<Record<string, string>> {
  const { keyRing, oidcClient } = toSecretIds(deployment);
  const shared = { TILLTAG_KEYS: keyRing };
  return name === 'console' ? { ...shared, TILLTAG_OIDC_CLIENT_SECRET: oidcClient } : shared;
}
