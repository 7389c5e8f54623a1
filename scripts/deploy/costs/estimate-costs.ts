// Computes what a month costs at Google, from counted operations, list prices and what is assumed.
import type { Assumptions } from './assumptions.ts';
import type { ActionName, Operations } from './operations.ts';
import type { PriceList } from './prices.ts';
import { countRollUpReads, type RollUpPace } from './roll-up-reads.ts';

export interface CostInput {
  paymentsPerMonth: number;
  operations: Readonly<Record<ActionName, Operations>>;
  prices: PriceList;
  assumptions: Assumptions;
  rollUpPace: RollUpPace;
  /** Bytes that a payment leaves in the database for good, indexes included. */
  bytesPerPayment: number;
  /** Instances of the public function that are kept. */
  minInstances: number;
  /** Memory of an instance. */
  memoryGib: number;
  /** Whether a CDN in front of the public function keeps the script that pages load. */
  hasCdn: boolean;
}

/** One thing that Google charges for. */
export interface CostLine {
  what: string;
  /** Units in a month. */
  amount: number;
  /** US dollars at the list price. */
  usd: number;
  /** How much of it the free amounts cover, for who uses them for nothing else. */
  freeUsd: number;
}

const daysPerMonth = 30;
const hoursPerMonth = daysPerMonth * 24;
const bytesPerGib = 2 ** 30;
const monthsKept = 12;

/** Everything that is charged, largest groups first; data are those after a year at that rate. */
export function estimateCosts(input: CostInput): CostLine[] {
  return [...estimateRun(input), ...estimateFirestore(input), ...estimateRest(input)];
}

/** The sum in US dollars, with and without the free amounts. */
export function sumCosts(lines: readonly CostLine[]): { usd: number; usdAfterFree: number } {
  const usd = lines.reduce((sum, line) => sum + line.usd, 0);
  return { usd, usdAfterFree: usd - lines.reduce((sum, line) => sum + line.freeUsd, 0) };
}

/** How often each action happens in a month. */
export function countActions({ paymentsPerMonth: payments, assumptions }: CostInput): Record<ActionName, number> {
  const unreported = payments * assumptions.unreportedShare;
  return {
    click: payments * assumptions.clicksPerPayment,
    lookup: payments - unreported,
    report: payments - unreported,
    event: payments,
    settle: payments - unreported,
    send: unreported,
    idleHour: hoursPerMonth * assumptions.properties,
  };
}

/** How often the function is asked for the script in a month. */
function countLoads({ paymentsPerMonth, assumptions, hasCdn }: CostInput): number {
  const visits = paymentsPerMonth * assumptions.visitorsPerPayment;
  return hasCdn ? Math.min(visits, assumptions.cdnFillsPerMonth) : visits;
}

/** What the functions are asked for by others, apart from the script. */
const asked: readonly ActionName[] = ['click', 'lookup', 'report', 'event'];
const sweeps = hoursPerMonth * 60;

/** Requests of every kind in a month. */
function countRequests(input: CostInput): number {
  const actions = countActions(input);
  return countLoads(input) + asked.reduce((sum, name) => sum + actions[name], 0) + sweeps;
}

function estimateRun(input: CostInput): CostLine[] {
  const { prices, assumptions, operations, minInstances, memoryGib } = input;
  const actions = countActions(input);
  const loads = countLoads(input);
  const requests = countRequests(input);
  const toSeconds = (ms: number): number => (Math.ceil(ms / assumptions.stepMs) * assumptions.stepMs) / 1000;
  const seconds =
    loads * toSeconds(assumptions.ownMs) +
    asked.reduce((sum, name) => sum + actions[name] * toSeconds(toMs(operations[name], assumptions)), 0) +
    // What is due is handled within the sweeps that come anyway, eight at once.
    (sweeps * toSeconds(toMs(operations.idleHour, assumptions) / 60) +
      (actions.settle * toMs(operations.settle, assumptions) + actions.send * toMs(operations.send, assumptions)) /
        8 /
        1000);
  const idleSeconds = minInstances * daysPerMonth * 86_400;
  const { run, runFree } = prices;
  return [
    toLine('Cloud Run: requests', requests, run.perRequest, runFree.requests),
    toLine('Cloud Run: vCPU seconds', seconds, run.perVcpuSecond, runFree.vcpuSeconds),
    toLine('Cloud Run: GiB seconds', seconds * memoryGib, run.perGibSecond, runFree.gibSeconds),
    ...(idleSeconds === 0
      ? []
      : [
          toLine('Cloud Run: waiting vCPU seconds', idleSeconds, run.perIdleVcpuSecond, 0),
          toLine('Cloud Run: waiting GiB seconds', idleSeconds * memoryGib, run.perIdleGibSecond, 0),
        ]),
  ];
}

/** How long a request of that action lasts, if none shares its instance. */
function toMs({ calls, stripe, sends }: Operations, assumptions: Assumptions): number {
  const { ownMs, storeCallMs, stripeCallMs, sendMs } = assumptions;
  return ownMs + calls * storeCallMs + stripe * stripeCallMs + sends * sendMs;
}

function estimateFirestore(input: CostInput): CostLine[] {
  const { prices, operations, paymentsPerMonth, rollUpPace, bytesPerPayment, assumptions } = input;
  const actions = Object.entries(countActions(input));
  const sum = (kind: 'reads' | 'writes' | 'deletes'): number =>
    actions.reduce((total, [name, times]) => total + times * (find(operations, name)?.[kind] ?? 0), 0);
  const rollUpReads = daysPerMonth * countRollUpReads(paymentsPerMonth / daysPerMonth, rollUpPace);
  // Clicks and buyers are deleted when they expire.
  const expired = paymentsPerMonth * (assumptions.clicksPerPayment + 1);
  const gib = (paymentsPerMonth * monthsKept * bytesPerPayment) / bytesPerGib;
  const { firestore, firestoreFreeDaily: free } = prices;
  const freeReads = free.reads * daysPerMonth;
  const reads = sum('reads');
  return [
    toLine('Firestore: reads', reads, firestore.perRead, freeReads),
    toLine('Firestore: reads for the daily sums', rollUpReads, firestore.perRead, Math.max(0, freeReads - reads)),
    toLine('Firestore: writes', sum('writes'), firestore.perWrite, free.writes * daysPerMonth),
    toLine('Firestore: deletes', sum('deletes') + expired, firestore.perDelete, 0),
    toLine('Firestore: GiB kept after a year', gib, firestore.perGibMonth, prices.firestoreFreeGib),
  ];
}

function find(operations: Readonly<Record<string, Operations>>, name: string): Operations | undefined {
  return operations[name];
}

function estimateRest(input: CostInput): CostLine[] {
  const { prices, assumptions } = input;
  const logGib = (countRequests(input) * assumptions.logBytesPerRequest) / bytesPerGib;
  const { secrets, secretsFree } = prices;
  const secretCount = 2;
  return [
    toLine('Cloud Scheduler: jobs', 1, prices.schedulerPerJob, prices.schedulerFreeJobs),
    toLine('Secret Manager: versions', secretCount, secrets.perVersion, secretsFree.versions),
    toLine('Secret Manager: reads', assumptions.startsPerMonth, secrets.perAccess, secretsFree.accesses),
    toLine('Cloud Logging: GiB about requests', logGib, prices.loggingPerGib, prices.loggingFreeGib),
  ];
}

function toLine(what: string, amount: number, usdPerUnit: number, free: number): CostLine {
  return { what, amount, usd: amount * usdPerUnit, freeUsd: Math.min(amount, free) * usdPerUnit };
}
