// Google's list prices in US dollars, each with where it was seen and where it was not; look there before you rely on them.

/** Where prices come from. */
export interface PriceSource {
  what: string;
  url: string;
  /** `copy`: in a published copy of Google's own page. `quoted`: only in what others wrote. `unseen`: in neither. */
  seen: 'copy' | 'quoted' | 'unseen';
}

/** The prices of one kind of place; amounts are for one unit, free amounts for a month unless told otherwise. */
export interface PriceList {
  /** When they were read. */
  date: string;
  place: string;
  sources: readonly PriceSource[];
  run: {
    perRequest: number;
    perVcpuSecond: number;
    perGibSecond: number;
    perIdleVcpuSecond: number;
    perIdleGibSecond: number;
  };
  runFree: { requests: number; vcpuSeconds: number; gibSeconds: number };
  firestore: { perRead: number; perWrite: number; perDelete: number; perGibMonth: number };
  /** A day, for one database of a project; deletes of expired records are never free: https://docs.cloud.google.com/firestore/quotas */
  firestoreFreeDaily: { reads: number; writes: number };
  firestoreFreeGib: number;
  schedulerPerJob: number;
  schedulerFreeJobs: number;
  secrets: { perVersion: number; perAccess: number };
  secretsFree: { versions: number; accesses: number };
  loggingPerGib: number;
  loggingFreeGib: number;
}

/** One region of the cheaper tier. Groups of regions such as eur3 cost twice as much for the database. */
export const prices: PriceList = {
  date: '2026-11-22',
  place: 'a region of tier 1, such as us-central1',
  sources: [
    {
      what: 'Cloud Run while it answers, and its free amounts',
      url: 'https://cloud.google.com/run/pricing',
      seen: 'copy',
    },
    // Quoted from Google's page on 2026-10-07 by a project that compares hosts; a copy of the page ends before its table.
    { what: 'Cloud Run while it waits', url: 'https://cloud.google.com/run/pricing', seen: 'quoted' },
    { what: 'Cloud Scheduler', url: 'https://cloud.google.com/scheduler/pricing', seen: 'copy' },
    { what: 'Secret Manager', url: 'https://cloud.google.com/secret-manager/pricing', seen: 'copy' },
    { what: 'Firestore’s free amounts', url: 'https://docs.cloud.google.com/firestore/quotas', seen: 'copy' },
    // Copies of Google's page lack the table by location.
    {
      what: 'Firestore’s reads and writes',
      url: 'https://airbyte.com/data-engineering-resources/google-firestore-pricing',
      seen: 'quoted',
    },
    // Quoted from Google's page on 2026-09-12 by a list of plans.
    { what: 'Cloud Logging', url: 'https://cloud.google.com/stackdriver/pricing', seen: 'quoted' },
    {
      what: 'Firestore’s deletes and storage',
      url: 'https://cloud.google.com/firestore/pricing',
      seen: 'unseen',
    },
  ],
  run: {
    perRequest: 0.4 / 1e6,
    perVcpuSecond: 0.000_024,
    perGibSecond: 0.000_002_5,
    perIdleVcpuSecond: 0.000_002_5,
    perIdleGibSecond: 0.000_002_5,
  },
  runFree: { requests: 2e6, vcpuSeconds: 180_000, gibSeconds: 360_000 },
  firestore: { perRead: 0.03 / 1e5, perWrite: 0.09 / 1e5, perDelete: 0.01 / 1e5, perGibMonth: 0.15 },
  firestoreFreeDaily: { reads: 50_000, writes: 20_000 },
  firestoreFreeGib: 1,
  schedulerPerJob: 0.1,
  schedulerFreeJobs: 3,
  secrets: { perVersion: 0.06, perAccess: 0.03 / 1e4 },
  secretsFree: { versions: 6, accesses: 10_000 },
  loggingPerGib: 0.5,
  loggingFreeGib: 50,
};
