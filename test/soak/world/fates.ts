// Decides which steps fail and which processes die of them, and writes it down.
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import type { Chance } from '../chance.ts';
import type { Actor, DecideFate, StepFate, StepNote } from '../gate/gate.ts';
import type { Clock } from './clock.ts';
import type { Truth } from './truth.ts';

/** Which part of all steps goes wrong. */
export interface FaultShares {
  deaths: number;
  storeFaults: number;
  sendFaults: number;
  stripeFaults: number;
}

export interface Fates {
  decide: DecideFate;
  /** From now on every step goes on. */
  heal(): void;
}

/** Fates by these shares. */
export function createFates(
  shares: FaultShares,
  { chance, clock, truth }: { chance: Chance; clock: Clock; truth: Truth },
): Fates {
  let isWell = false;

  function decide(actor: Actor, note: StepNote): StepFate {
    if (isWell) return { kind: 'goes_on' };
    const place = chance.next();
    const isDone = chance.is(0.5);
    const told = { actor: actor.name, atMs: clock.nowMs(), ...note, isDone };
    if (place < shares.deaths) {
      truth.deaths.push(told);
      truth.tell(note.about, `${actor.name} is killed ${isDone ? 'after' : 'before'} ${note.what}`);
      return { kind: 'dies', isDone };
    }
    if (note.what.startsWith('store.') && place < shares.deaths + shares.storeFaults) {
      truth.storeFaults.push(told);
      truth.tell(
        note.about,
        `${note.what} fails for ${actor.name}, ${isDone ? 'though it was done' : 'and was not done'}`,
      );
      return { kind: 'fails', isDone, error: new StoreUnavailableError('The database did not answer (simulated).') };
    }
    return { kind: 'goes_on' };
  }

  return {
    decide,
    heal() {
      isWell = true;
    },
  };
}
