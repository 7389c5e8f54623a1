// Google's list prices in US dollars, as published copies of its pages had them on the date below; look there before you rely on them.

/** The prices of one kind of place; amounts are for one unit, free amounts for a month unless told otherwise. */
export interface PriceList {
  /** When they were read. */
  date: string;
  place: string;
  sources: readonly string[];
  run: {
    perRequest: number;
    perVcpuSecond: number;
    perGibSecond: number;
    perIdleVcpuSecond: number;
    perIdleGibSecond: number;
  };
  runFree: { requests: number; vcpuSeconds: number; gibSeconds: number };
  firestore: { perRead: number; perWrite: number; perDelete: number; perGibMonth: number };
  /** A day; deletes of expired records are never free: https://cloud.google.com/firestore/pricing */
  firestoreFreeDaily: { reads: number; writes: number };
  firestoreFreeGib: number;
  schedulerPerJob: number;
  schedulerFreeJobs: number;
  secrets: { perVersion: number; perAccess: number };
  secretsFree: { versions: number; accesses: number };
}

/** One region of the cheaper tier. Groups of regions such as eur3 cost twice as much for the database. */
export const prices: PriceList = {
  date: '2026-11-22',
  place: 'a region of tier 1, such as us-central1',
  sources: [
    'https://cloud.google.com/run/pricing',
    'https://cloud.google.com/firestore/pricing',
    'https://cloud.google.com/scheduler/pricing',
    'https://cloud.google.com/secret-manager/pricing',
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
};
