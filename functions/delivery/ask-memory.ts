// What one instance remembers so as not to ask the store every minute which properties want something; losing it costs reads only.
import type { StripeMode } from '../rules/property.ts';

/** A property whose missed events of one mode Stripe is asked for now and then. */
export interface AskedParty {
  propertyId: string;
  mode: StripeMode;
}

/** Which properties want something of a run. */
export interface ListedWork {
  parties: readonly AskedParty[];
  /** The ids of those that somebody began to remove. */
  removals: readonly string[];
}

export interface AskMemory {
  /** Who wants something, where that was listed lately; `undefined` where it is time to list them anew. */
  recall(nowMs: number): ListedWork | undefined;
  /** `properties` is how many were read to find them. */
  noteListed(nowMs: number, work: ListedWork, properties: number): void;
  /** Whether nobody may ask yet, as far as this instance knows. `id` is that of the watermark. */
  isEarly(id: string, nowMs: number): boolean;
  noteAsked(id: string, askedAtMs: number): void;
}

/** How often Stripe is asked for the missed events of one property and mode. */
export const askEveryMs = 3_600_000;

/** How long a new property may wait until it is asked for the first time, where there are few. */
const listEveryMs = 300_000;

/**
 * How much longer for each property: a list reads them all, and so thousands cost no more reads in a day than one thousand. It is
 * never more than an hour.
 */
const listEveryMsPerProperty = 300;

/** A memory that knows nothing. */
export function createAskMemory(): AskMemory {
  let listed: { atMs: number; untilMs: number; work: ListedWork } | undefined;
  const earlyUntilMs = new Map<string, number>();
  return {
    recall(nowMs) {
      if (listed === undefined || nowMs < listed.atMs || nowMs >= listed.untilMs) return undefined;
      return listed.work;
    },
    noteListed(nowMs, work, properties) {
      const lastsMs = Math.min(askEveryMs, Math.max(listEveryMs, properties * listEveryMsPerProperty));
      listed = { atMs: nowMs, untilMs: nowMs + lastsMs, work };
      for (const [id, untilMs] of earlyUntilMs) if (untilMs <= nowMs) earlyUntilMs.delete(id);
    },
    isEarly(id, nowMs) {
      const untilMs = earlyUntilMs.get(id);
      return untilMs !== undefined && Math.abs(untilMs - nowMs) < 2 * askEveryMs && nowMs < untilMs;
    },
    noteAsked(id, askedAtMs) {
      earlyUntilMs.set(id, askedAtMs + askEveryMs);
    },
  };
}
