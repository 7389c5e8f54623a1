// What every part of the stand-in works with: the state, the clock, the dice and the address it answers at.
import type { RandomIndex } from './ids.ts';
import type { StandInState } from './state.ts';

export interface StandInContext {
  state: StandInState;
  /** Milliseconds since 1970. */
  now: () => number;
  randomIndex: RandomIndex;
  /** Without a slash at the end; known once the server listens. */
  baseUrl: () => string;
  /** To be called after every change, so that it survives a restart. */
  save: () => void;
  /** Told of every event as it happens, by its id. */
  announce: (eventId: string) => void;
}
