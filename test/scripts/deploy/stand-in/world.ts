// What exists in the stand-in's one project.

export interface World {
  account: string;
  /** gcloud's own. */
  version: string;
  project: { projectId: string; projectNumber: string; lifecycleState: string };
  billingEnabled: boolean;
  /** Every region in which everything is offered. */
  regions: string[];
  apis: string[];
  accounts: string[];
  /** What each account is called, by its address. */
  accountTitles: Record<string, string>;
  /** Access policies by what they are of: `project`, `secret:ID`, `service:NAME`. */
  policies: Record<string, PolicyLine[]>;
  /** The texts of every version, by secret. */
  secrets: Record<string, string[]>;
  secretFacts: Record<string, SecretFacts>;
  /** Versions that cannot be read any more, as `ID:NUMBER`. */
  disabledVersions: string[];
  databases: Record<string, { type: string; locationId: string; isProtected: boolean }>;
  /** Whether what is made of indexes and fields is never finished. */
  isSlow: boolean;
  /** Whether an organisation forbids to let everybody in. */
  isClosed: boolean;
  indexes: { collection: string; fields: { fieldPath: string; order: string }[] }[];
  fields: Record<string, { indexes?: string[]; hasTtl?: boolean }>;
  services: Record<string, Record<string, unknown>>;
  jobs: Record<string, Record<string, string>>;
  /** What is refused, and how often. */
  failures: { matching: string; times: number; message: string }[];
}

/** What a secret says of itself, as gcloud prints it. */
export interface SecretFacts {
  annotations: Record<string, string>;
  createTime: string;
  expireTime?: string;
  etag: string;
}

export interface PolicyLine {
  role: string;
  member: string;
  condition?: { expression: string; title: string };
}

/** A project in which nothing was done yet. */
export function newWorld(): World {
  return {
    account: 'owner@example.com',
    version: '528.0.0',
    project: { projectId: 'shop-123', projectNumber: '123456789012', lifecycleState: 'ACTIVE' },
    billingEnabled: true,
    regions: ['europe-west1', 'us-central1'],
    apis: [],
    accounts: [],
    accountTitles: {},
    policies: {},
    secrets: {},
    secretFacts: {},
    disabledVersions: [],
    databases: {},
    isSlow: false,
    isClosed: false,
    indexes: [],
    fields: {},
    services: {},
    jobs: {},
    failures: [],
  };
}
