// Remembers days that are too large for a run, so that they do not stand in front of all others.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';

/** A day that a run had at least so long for and did not get done would not get done in the next run either. */
const fairMs = 20_000;

/** So many runs with less time than that say the same. */
const maxTries = 3;

/** How long a day is left alone then. */
const asideMs = 3_600_000;

/** What one instance knows of large days; where it is lost, they are only tried once more. */
export interface LargeDays {
  /** Whether the day is left alone for now. `key` names property and day. */
  isAside(key: string, nowMs: number): boolean;
  /** That a run had no time for all of it. True where it is left alone from now on. */
  noteUnfinished(key: string, hadFairTime: boolean, nowMs: number): boolean;
  /** That it fitted. */
  noteDone(key: string): void;
}

/** A memory of nothing. */
export function createLargeDays(): LargeDays {
  const tries = new Map<string, number>();
  const asideFromMs = new Map<string, number>();
  return {
    isAside(key, nowMs) {
      const fromMs = asideFromMs.get(key);
      if (fromMs === undefined) return false;
      // A moment far ahead comes from a clock that was wrong.
      const isStill = Math.abs(nowMs - fromMs) < asideMs;
      if (!isStill) asideFromMs.delete(key);
      return isStill;
    },
    noteUnfinished(key, hadFairTime, nowMs) {
      const count = hadFairTime ? maxTries : (tries.get(key) ?? 0) + 1;
      tries.set(key, count);
      if (count < maxTries) return false;
      tries.delete(key);
      asideFromMs.set(key, nowMs);
      return true;
    },
    noteDone(key) {
      tries.delete(key);
    },
  };
}

/** Whether the run has as long as a day may take at most. */
export function hasFairTime(run: DeliveryRun): boolean {
  return !isOver(run) && run.deadlineAtMs - run.context.now() >= fairMs;
}
