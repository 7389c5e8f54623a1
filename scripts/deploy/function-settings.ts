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
  public: { ...shape(80, 30), maxInstances: 4 },
  // Stripe waits 10 seconds for an answer and comes again; a burst waits better than it fails.
  webhook: { ...shape(40, 30), maxInstances: 10 },
  // A run ends by itself after 50 seconds.
  sweep: { ...shape(1, 60), maxInstances: 1, ingress: 'internal', isOpen: false },
  console: { ...shape(40, 60), maxInstances: 1 },
};

/** How often one instance may ask Stripe with one key. */
interface StripeShare {
  perSecond: number;
  burst: number;
}

/**
 * No instance knows of the others, so each gets a share of what Stripe allows, and all of them together, when all are busy,
 * stay within it. The webhook asks nothing.
 */
const stripeShares: Readonly<Record<Exclude<FunctionName, 'webhook'>, StripeShare>> = {
  public: { perSecond: 4, burst: 1 },
  sweep: { perSecond: 2, burst: 1 },
  console: { perSecond: 1, burst: 1 },
};

function shape(concurrency: number, timeoutSeconds: number): Omit<FunctionShape, 'maxInstances'> {
  return { concurrency, timeoutSeconds, cpu: '1', memory: '512Mi', minInstances: 0, ingress: 'all', isOpen: true };
}

/** The shape of a function as it is wished for. */
export function toShape(name: FunctionName, { minInstances }: Pick<Wish, 'minInstances'>): FunctionShape {
  return name === 'public' ? { ...shapes.public, minInstances } : shapes[name];
}

/** Requests that all instances of a function together send Stripe with one key in the worst second. */
export function countStripeRequests(name: FunctionName): number {
  if (name === 'webhook') return 0;
  const { perSecond, burst } = stripeShares[name];
  return shapes[name].maxInstances * (perSecond + burst);
}

function toStripeVariables(name: FunctionName): Readonly<Record<string, string>> {
  if (name === 'webhook') return {};
  const { perSecond, burst } = stripeShares[name];
  return {
    TILLTAG_LIMIT_STRIPE_KEY_PER_SECOND: String(perSecond),
    TILLTAG_LIMIT_STRIPE_KEY_BURST: String(burst),
  };
}

/** The variables of a function that are no secrets. */
export function toVariables(name: FunctionName, wish: Wish): Readonly<Record<string, string>> {
  const { deployment, trustedHops, console } = wish;
  const shared = {
    NODE_ENV: 'production',
    TILLTAG_STORE: `firestore:${deployment.database}`,
    GOOGLE_CLOUD_PROJECT: deployment.projectId,
    TRUSTED_HOPS: String(trustedHops),
    // The folder beside the bundle, from where the platform starts it.
    TILLTAG_ASSETS: 'assets',
    ...toStripeVariables(name),
  };
  // It asks nobody for its own address: written down, so that a later run finds the host name where there is no console.
  if (name === 'public') return { ...shared, TILLTAG_PUBLIC_URL: toPublicOrigin(wish, name) };
  if (name !== 'console') return shared;
  const given = {
    TILLTAG_OIDC_CLIENT_ID: console.clientId,
    TILLTAG_OIDC_ISSUER: console.issuer,
    TILLTAG_CONSOLE_DOMAINS: console.signInDomains,
  };
  const known = Object.entries(given).filter((one): one is [string, string] => one[1] !== undefined);
  return {
    ...shared,
    TILLTAG_CONSOLE_URL: toPublicOrigin(wish, 'console'),
    TILLTAG_PUBLIC_URL: toPublicOrigin(wish, 'public'),
    TILLTAG_WEBHOOK_URL: toOrigin(deployment, 'webhook'),
    ...Object.fromEntries(known),
  };
}

/** Where people and pages ask a function: under a host name of its operator's, where there is one. */
export function toPublicOrigin(
  { deployment, domains }: Pick<Wish, 'deployment' | 'domains'>,
  name: 'public' | 'console',
): string {
  const host = name === 'public' ? domains.pages : domains.console;
  return host ? `https://${host}` : toOrigin(deployment, name);
}

/** Which secret each variable of a function comes from. */
export function toSecretVariables(name: FunctionName, deployment: Deployment): Readonly<Record<string, string>> {
  const { keyRing, oidcClient } = toSecretIds(deployment);
  const shared = { TILLTAG_KEYS: keyRing };
  return name === 'console' ? { ...shared, TILLTAG_OIDC_CLIENT_SECRET: oidcClient } : shared;
}
