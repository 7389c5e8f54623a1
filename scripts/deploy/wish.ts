// What somebody wants deployed, after the options were read.
import type { Deployment, FunctionName } from './deployment.ts';

/** Who signs in to the console, and with what; absent parts stay as the deployed console has them. */
export interface ConsoleWish {
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  issuer?: string | undefined;
  /** Separated by commas, as in the settings. */
  signInDomains?: string | undefined;
  /** Whether the first stranger who signs in may own the deployment. */
  isFirstOwner: boolean;
}

/** As somebody asked for it; what they left open stays as it is deployed. */
export type AskedWish = Omit<Wish, 'minInstances' | 'trustedHops'> & {
  minInstances: number | undefined;
  trustedHops: number | undefined;
};

export interface Wish {
  deployment: Deployment;
  functions: readonly FunctionName[];
  console: ConsoleWish;
  /** Host names that people point at the functions themselves; empty where there shall be none any more. */
  domains: { pages?: string | undefined; console?: string | undefined };
  /** How many instances of the public function wait for visitors. */
  minInstances: number;
  trustedHops: number;
  /** A key ring that exists already; else one is made. */
  keyRing?: string | undefined;
}
