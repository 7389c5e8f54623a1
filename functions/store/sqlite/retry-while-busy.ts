// Waits, without blocking other requests, while another process holds the SQLite file.
import { setTimeout as sleep } from 'node:timers/promises';
import { CorruptRecordError, StoreUnavailableError } from '../errors.ts';

/** How long to keep trying, and the clock and wait to do it with. */
export interface Patience {
  budgetMs: number;
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
}

/** Three seconds: a caller that must answer within five has time left to say so. */
export const defaultPatience: Patience = { budgetMs: 3_000, now: () => performance.now(), sleep: (ms) => sleep(ms) };

const firstDelayMs = 10;
const longestDelayMs = 250;

/**
 * What `step` returns; while the file is locked it is tried again until the budget is spent.
 * Rejects with `StoreUnavailableError`, or with the `CorruptRecordError` that `step` threw.
 */
export async function retryWhileBusy<T>(step: () => T, patience: Patience): Promise<T> {
  const startedAtMs = patience.now();
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
    try {
      return step();
    } catch (error) {
      const isWorthWaiting = isBusy(error) && patience.now() - startedAtMs + delayMs < patience.budgetMs;
      if (!isWorthWaiting) throw toStoreError(error);
    }
    await patience.sleep(delayMs);
  }
}

// https://www.sqlite.org/rescode.html: the low byte is the primary code.
const busyCode = 5;
const lockedCode = 6;
const sentences: Record<number, string> = {
  [busyCode]: 'The SQLite file is locked by another process. End that process, or try again.',
  [lockedCode]: 'The SQLite file is locked by another process. End that process, or try again.',
  8: 'The SQLite file cannot be written. Give this user the right to write to the file and its folder.',
  10: 'The disk under the SQLite file fails. Check the disk.',
  11: 'The SQLite file is damaged. Restore it from a backup.',
  13: 'The disk under the SQLite file is full. Make room.',
  14: 'The SQLite file cannot be opened. Check the path and the rights of its folder.',
  26: 'The file is not an SQLite database. Check the path.',
};

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === busyCode || code === lockedCode;
}

function toStoreError(error: unknown): Error {
  if (error instanceof StoreUnavailableError || error instanceof CorruptRecordError) return error;
  const sentence = sentences[primaryCode(error) ?? 0] ?? 'The SQLite store is closed or does not answer.';
  return new StoreUnavailableError(sentence, { cause: error });
}
