// Lets every step that a process takes outside of itself through one at a time, in an order that chance alone decides, so that
// a run can be repeated, and so that a process can be killed between any two of its steps.
import type { Chance } from '../chance.ts';
import type { Clock } from '../world/clock.ts';

/** A process that takes steps. */
export interface Actor {
  readonly name: string;
  readonly isDead: boolean;
  /** Whoever waits for one of its answers loses the connection. */
  die(): void;
}

/** What a step is: a call of the store, a question to Stripe, a send. */
export interface StepNote {
  what: string;
  /** The Stripe id or event id that it is about, where it is about one. */
  about: string | undefined;
}

/** What becomes of a step. `dies` and `fails` say whether what the step does was done `before` that or not. */
export type StepFate =
  | { kind: 'goes_on' }
  | { kind: 'dies'; isDone: boolean }
  | { kind: 'fails'; isDone: boolean; error: Error };

/** Decides about the next step, and writes down what it decided. */
export type DecideFate = (actor: Actor, note: StepNote) => StepFate;

/** Something that a process is asked to do. */
export interface Action {
  actor: Actor;
  run: () => Promise<void>;
}

export interface Gate {
  /** Does `work` when it is its turn. Never settles for a process that is dead. */
  step<T>(actor: Actor, note: StepNote, work: () => Promise<T>): Promise<T>;
  /** Runs the actions to their ends, all at once; steps of different processes mix. Rejects as the first of them does. */
  during(actions: readonly Action[]): Promise<void>;
}

interface WaitingStep {
  actor: Actor;
  note: StepNote;
  /** Does it and hands the result on. */
  pass: (fate: StepFate) => Promise<void>;
}

interface Runner {
  actor: Actor;
  isDone: boolean;
}

/** Longer than anything on this machine takes; then something waits for what never comes. */
const stuckMs = 30_000;

export interface GateOptions {
  chance: Chance;
  clock: Clock;
  decide: DecideFate;
}

/** A gate that nobody waits at. */
export function createGate({ chance, clock, decide }: GateOptions): Gate {
  const queue: WaitingStep[] = [];

  function step<T>(actor: Actor, note: StepNote, work: () => Promise<T>): Promise<T> {
    if (actor.isDead) return new Promise<T>(() => {});
    return new Promise<T>((resolve, reject) => {
      queue.push({ actor, note, pass: (fate) => passStep({ actor, work, resolve, reject }, fate) });
    });
  }

  /** The next step: of one process the oldest, of several that of any. */
  function takeNext(): WaitingStep | undefined {
    const alive = queue.filter(({ actor }) => !actor.isDead);
    queue.splice(0, queue.length, ...alive);
    const actors = [...new Set(alive.map(({ actor }) => actor))];
    if (actors.length === 0) return undefined;
    const chosen = actors.length === 1 ? actors[0] : chance.pick(actors);
    const place = queue.findIndex(({ actor }) => actor === chosen);
    return queue.splice(place, 1)[0];
  }

  async function runSteps(runners: readonly Runner[]): Promise<void> {
    for (;;) {
      const next = takeNext();
      if (next === undefined && runners.every(({ isDone }) => isDone)) return;
      if (next !== undefined) {
        clock.advance(chance.between(1, 12));
        await next.pass(decide(next.actor, next.note));
      }
      await whenReady(runners, queue);
    }
  }

  async function during(actions: readonly Action[]): Promise<void> {
    const runners: Runner[] = [];
    const runs: Promise<void>[] = [];
    for (const { actor, run } of actions) {
      const runner: Runner = { actor, isDone: false };
      const finish = (): void => {
        runner.isDone = true;
      };
      runners.push(runner);
      runs.push(run().finally(finish));
      await whenReady(runners, queue);
    }
    const ends = Promise.allSettled(runs);
    await runSteps(runners);
    for (const end of await ends) if (end.status === 'rejected') throw end.reason;
  }

  return { step, during };
}

interface StepToPass<T> {
  actor: Actor;
  work: () => Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

async function passStep<T>({ actor, work, resolve, reject }: StepToPass<T>, fate: StepFate): Promise<void> {
  if (fate.kind !== 'goes_on' && !fate.isDone) {
    if (fate.kind === 'fails') reject(fate.error);
    else actor.die();
    return;
  }
  // It settles before its end is handed on, whichever that is.
  const [outcome] = await Promise.allSettled([work()]);
  if (fate.kind === 'dies') actor.die();
  else if (fate.kind === 'fails') reject(fate.error);
  else if (outcome.status === 'fulfilled') resolve(outcome.value);
  else reject(outcome.reason);
}

/** Until each process that runs either waits at the gate or is done, for only then is it certain what may come next. */
async function whenReady(runners: readonly Runner[], queue: readonly WaitingStep[]): Promise<void> {
  const isReady = ({ actor, isDone }: Runner): boolean => isDone || queue.some((waiting) => waiting.actor === actor);
  const deadlineMs = performance.now() + stuckMs;
  do {
    // What is on its way without the network gets here within one turn.
    await new Promise(setImmediate);
    if (performance.now() > deadlineMs) throw new Error(`Stuck: ${describe(runners, queue)}`);
  } while (!runners.every(isReady));
}

function describe(runners: readonly Runner[], queue: readonly WaitingStep[]): string {
  const running = runners.map(({ actor, isDone }) => `${actor.name} ${isDone ? 'is done' : 'runs'}`);
  const waiting = queue.map(({ actor, note }) => `${actor.name} waits for ${note.what}`);
  return [...running, ...waiting].join(', ');
}
