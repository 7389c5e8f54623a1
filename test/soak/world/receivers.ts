// The destinations of the shop: Google's and two containers' stand-ins, each request meeting what chance has for it, and a
// record of what each of them took, whatever the sender came to know of it.
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import type { ReceiverFaults } from '../../../scripts/stand-ins/container/receiver-faults.ts';
import {
  type ContainerStandIn,
  startContainerStandIn,
} from '../../../scripts/stand-ins/container/start-container-stand-in.ts';
import type { ServerHit } from '../../../scripts/stand-ins/google/server-events.ts';
import { type GoogleStandIn, startGoogleStandIn } from '../../../scripts/stand-ins/google/start-google-stand-in.ts';
import type { Chance } from '../chance.ts';
import type { Actor } from '../gate/gate.ts';
import type { Clock } from './clock.ts';

/** A send as the world saw it. */
export interface Sending {
  actor: Actor;
  destinationId: string;
  /** As the sender named it; what arrived speaks for itself. */
  eventId: string;
  startedAtMs: number;
  endedAtMs: number;
  /** In words, `undefined` where all went well. */
  fault: string | undefined;
  /** What the receiver took, repeats of one request included. */
  taken: TakenContent[];
}

export type TakenContent = { kind: 'container'; event: ForwardedEvent } | { kind: 'ga4'; hit: ServerHit };

/** A time in which a destination is away. */
export interface Outage {
  destinationId: string;
  fromMs: number;
  untilMs: number;
}

export interface Receivers {
  /** Lets a send meet its fault, and writes down what came of it. */
  receive<T>(send: Pick<Sending, 'actor' | 'destinationId' | 'eventId'>, run: () => Promise<T>): Promise<T>;
  readonly sendings: readonly Sending[];
  /** From now on nothing fails any more. */
  heal(): void;
  /** For the functions' sends: their time-outs pass as the clock of the run does. */
  startTimer(callback: () => void, delayMs: number): () => void;
  /** Base URL of the Measurement Protocol. */
  analyticsUrl: string;
  containerUrls: Readonly<Record<'live' | 'test', string>>;
  close(): Promise<void>;
}

export interface ReceiversOptions {
  chance: Chance;
  clock: Clock;
  /** Which part of the requests meets a fault. */
  faultShare: number;
  outages: readonly Outage[];
  /** Where a destination lies. */
  findStandIn: (destinationId: string) => 'ga4' | 'live' | 'test';
}

export const containerSecret = 'soakContainerSecret0123456789';

/** More than the five seconds that a sender waits. */
const tooLongMs = 6_000;

const faults: readonly (readonly [weight: number, name: string, faults: ReceiverFaults])[] = [
  [2, 'answered 503', { status: 503 }],
  [1, 'answered 429', { status: 429, retryAfterSeconds: 120 }],
  [2, 'answered 500', { status: 500 }],
  [2, 'took it and answered 500', { status: 500, takesFirst: true }],
  [1, 'reset the connection', { reset: true }],
  [1, 'took it and reset the connection', { reset: true, takesFirst: true }],
  [1, 'hung', { hang: true, latencyMs: tooLongMs }],
  [1, 'took it and hung', { hang: true, takesFirst: true, latencyMs: tooLongMs }],
  [2, 'took it and answered slowly', { latencyMs: 2_000 }],
  [1, 'took it and answered too late', { latencyMs: tooLongMs }],
];

/** Faults after which the sender knows no less than without them. */
const harmless: readonly string[] = ['took it and answered slowly'];

/** Whether the receiver failed so that the sender cannot know whether the event was taken. */
export function leavesDoubt(fault: string | undefined): boolean {
  return (
    fault !== undefined && !harmless.includes(fault) && !['answered 503', 'answered 429', 'was away'].includes(fault)
  );
}

/** Stand-ins that listen on this machine. */
export async function startReceivers(options: ReceiversOptions): Promise<Receivers> {
  const { chance, clock, outages, findStandIn } = options;
  const timers = new Set<{ callback: () => void; dueAtMs: number }>();
  const sleep = async (delayMs: number): Promise<void> => {
    clock.advance(delayMs);
    for (const timer of [...timers]) {
      if (timer.dueAtMs > clock.nowMs()) continue;
      timers.delete(timer);
      timer.callback();
    }
  };
  const shared = { now: clock.nowMs, sleep };
  const google = await startGoogleStandIn(shared);
  const live = await startContainerStandIn({ ...shared, secret: containerSecret });
  const test = await startContainerStandIn({ ...shared, secret: containerSecret });
  const standIns = { ga4: google, live, test };
  const sendings: Sending[] = [];
  let isWell = false;

  function chooseFault(destinationId: string): { name: string | undefined; faults: ReceiverFaults } {
    const nowMs = clock.nowMs();
    const isAway = outages.some(
      (one) => one.destinationId === destinationId && one.fromMs <= nowMs && nowMs < one.untilMs,
    );
    if (isAway && !isWell) return { name: 'was away', faults: { status: 503 } };
    const isFaulty = chance.is(options.faultShare);
    if (!isFaulty || isWell) return { name: undefined, faults: {} };
    return chance.weigh(faults.map(([weight, name, one]) => [weight, { name, faults: one }] as const));
  }

  async function receive<T>(send: Parameters<Receivers['receive']>[0], run: () => Promise<T>): Promise<T> {
    const standIn = standIns[findStandIn(send.destinationId)];
    const fault = chooseFault(send.destinationId);
    standIn.setFaults({ ...fault.faults, times: 1 });
    const countBefore = countTaken(standIn);
    const startedAtMs = clock.nowMs();
    try {
      return await run();
    } finally {
      standIn.setFaults({});
      const taken = listTaken(standIn).slice(countBefore);
      sendings.push({ ...send, startedAtMs, endedAtMs: clock.nowMs(), fault: fault.name, taken });
    }
  }

  return {
    receive,
    sendings,
    heal() {
      isWell = true;
    },
    startTimer(callback, delayMs) {
      const timer = { callback, dueAtMs: clock.nowMs() + delayMs };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    analyticsUrl: google.url,
    containerUrls: { live: live.clientUrl, test: test.clientUrl },
    async close() {
      await Promise.all([google.close(), live.close(), test.close()]);
    },
  };
}

function countTaken(standIn: GoogleStandIn | ContainerStandIn): number {
  return 'serverHits' in standIn ? standIn.serverHits.length : standIn.taken.length;
}

function listTaken(standIn: GoogleStandIn | ContainerStandIn): TakenContent[] {
  return 'serverHits' in standIn
    ? standIn.serverHits.map((hit) => ({ kind: 'ga4', hit }))
    : standIn.taken.map(({ event }) => ({ kind: 'container', event }));
}
