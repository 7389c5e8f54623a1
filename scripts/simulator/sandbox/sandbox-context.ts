// What one run of one template has in any container: time, chance, its own permissions, and a guard for callbacks.
import type { PermissionSet } from '../permissions/settings.ts';

/** Time and chance, as the page or the server gives them. */
export interface Clock {
  /** Runs `callback` once after `delayMs`. */
  schedule(callback: () => void, delayMs: number): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** A number from 0 up to, but not including, 1. */
  random(): number;
}

/** What every API can reach, whatever the container. */
export interface SandboxContext {
  readonly clock: Clock;
  readonly templateName: string;
  readonly permissions: PermissionSet;
  /** Makes a function of the template safe to call later: an error is reported and ends the run as failed. */
  guard<Values extends unknown[]>(callback: (...values: Values) => unknown): (...values: Values) => unknown;
}
