// What of a deployment is there already, as the plan needs to know it.
import type { Holder } from '../lock/holder.ts';

/** One line of an access policy. */
export interface Binding {
  role: string;
  member: string;
  /** The expression; empty without a condition. */
  condition: string;
}

export interface ExistingSecret {
  /** The newest version that can be read; `undefined` where there is none. */
  version: string | undefined;
  /** The highest number that a version ever had, in whatever state it is; 0 where there is none. */
  lastNumber: number;
  bindings: readonly Binding[];
}

export interface ExistingDatabase {
  /** `FIRESTORE_NATIVE` or another. */
  type: string;
  location: string;
  isProtected: boolean;
}

/** The security rules of the database: none were ever set, ours in this or an earlier form, or somebody else's. */
export type ExistingRules = 'none' | 'current' | 'outdated' | 'foreign';

export interface ExistingIndex {
  collection: string;
  /** `field direction`, in order. */
  fields: readonly string[];
  isReady: boolean;
}

export interface ExistingField {
  collection: string;
  field: string;
  /** `undefined` where the field is indexed as any other. */
  indexes: readonly string[] | undefined;
  hasTtl: boolean;
}

export interface ExistingService {
  isReady: boolean;
  /** What is deployed: the digest that it was labelled with. */
  digest: string;
  /** Where the schedule that asks it runs; empty where nobody wrote it down. */
  schedulerRegion: string;
  variables: Readonly<Record<string, string>>;
  /** `NAME:VERSION` by variable. */
  secrets: Readonly<Record<string, string>>;
  account: string;
  concurrency: number;
  cpu: string;
  memory: string;
  timeoutSeconds: number;
  minInstances: number;
  maxInstances: number;
  ingress: string;
  isInvokerCheckOff: boolean;
  /** Whether somebody sends requests to a revision that they chose, so that a new one would get none. */
  isPinned: boolean;
  bindings: readonly Binding[];
}

export interface ExistingJob {
  uri: string;
  account: string;
  audience: string;
  schedule: string;
  attemptDeadline: string;
  isEnabled: boolean;
}

export interface Existing {
  apis: ReadonlySet<string>;
  /** What each is called, by its e-mail address. */
  accounts: ReadonlyMap<string, string>;
  bindings: readonly Binding[];
  secrets: ReadonlyMap<string, ExistingSecret>;
  database: ExistingDatabase | undefined;
  rules: ExistingRules;
  indexes: readonly ExistingIndex[];
  fields: readonly ExistingField[];
  /** By the name of the service; those of the region. */
  services: ReadonlyMap<string, ExistingService>;
  /** Other regions in which there are services of the same names. */
  otherRegions: readonly string[];
  job: ExistingJob | undefined;
  /** Who changes the deployment at the moment. */
  lock: Holder | undefined;
}

/** A project in which nothing is there yet, not even an API. */
export const nothing: Existing = {
  ...{ apis: new Set(), accounts: new Map(), bindings: [], secrets: new Map(), database: undefined, rules: 'none' },
  ...{ indexes: [], fields: [], services: new Map(), otherRegions: [], job: undefined, lock: undefined },
};
