// The surroundings in which one scenario runs: a fresh page or server whose APIs are real, and its clock.
import type { PermissionSet } from '../permissions/settings.ts';
import type { FakeClock } from '../sandbox/fake-clock.ts';
import type { LateCalls } from './late-calls.ts';

/** What a world is given. */
export interface WorldOptions extends LateCalls {
  readonly templateName: string;
  readonly clock: FakeClock;
  /** Numbers from 0 up to, but not including, 1. */
  readonly random: () => number;
  /** Hears of a rejected promise that nobody handles. */
  readonly onUnhandled: (reason: unknown) => void;
}

/** One run of code in a world. */
export interface WorldRun {
  /** The real APIs; throws for a name that the container does not know. */
  readonly require: (name: unknown) => unknown;
  /** To be called when the code has returned: a client can claim no request from then on. */
  readonly end: () => void;
}

/** A page or a server nobody has touched yet. */
export interface ScenarioWorld {
  /** The names of all APIs that the container has. */
  readonly apiNames: readonly string[];
  /** Starts a run under these permissions. */
  startRun(permissions: PermissionSet): WorldRun;
}
