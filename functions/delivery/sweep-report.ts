// What a run did, in numbers, and what kept it from doing more.

/** What is counted. Deliveries by how the run left them, orphans by what became of their search, events by what they were. */
const countNames = [
  /** Entries that something was due of. */
  'entries',
  'sent',
  /** Failed, and due again later. */
  'retried',
  /** Not tried, because something that the send needs is missing for now. */
  'postponed',
  'dead',
  /** In doubt, and left to a person. */
  'uncertain',
  /** In doubt, and left to the rule of their destination. */
  'awaiting_rule',
  'suppressed',
  'reported',
  'overtaken',
  /** Another sender took it over meanwhile. */
  'lost',
  /** Given up or uncertain earlier, and due again because a person asked for it. */
  'revived',
  'resolved',
  'foreign',
  /** Searched for in vain, and to be searched for again. */
  'unresolved',
  /** Periods for which Stripe was asked for events. */
  'asked',
  'applied',
  /** Known already. */
  'repeated',
  'ignored',
  'damaged',
  /** Days of a property and mode that were added up. */
  'rolled_up',
  /** Days about which Stripe was asked what was sold. */
  'days_asked',
  /** Records of properties that somebody began to remove. */
  'records_removed',
  /** Properties of which nothing is left any more. */
  'properties_removed',
] as const;

export type SweepCount = (typeof countNames)[number];

/** What went wrong under one property, and how often. */
export interface SweepFailure {
  /** `*` where it concerns them all. */
  propertyId: string;
  /** A short stable word. */
  reason: string;
  times: number;
}

/** Why deliveries, or the search for a session, were left as they are, and how often for this reason. */
export interface SweepReason extends SweepFailure {
  /** `null` for a search. */
  destinationId: string | null;
  /** How they were left: `retried`, `postponed`, `dead`, `uncertain`, `awaiting_rule` or `unresolved`. */
  outcome: SweepCount;
}

export interface SweepReport {
  counts: Record<SweepCount, number>;
  failures: SweepFailure[];
  /** The commonest first. */
  reasons: SweepReason[];
  /** Whether nothing that was due is left over for want of time. */
  isComplete: boolean;
}

/** A report in the making. */
export interface SweepBook {
  count(name: SweepCount, times?: number): void;
  fail(propertyId: string, reason: string): void;
  /** Notes why something that is counted stands as it does. */
  explain(why: Omit<SweepReason, 'times'>): void;
  leaveOver(): void;
  /** As it stands now. */
  toReport(): SweepReport;
}

/** A book without a line. */
export function createSweepBook(): SweepBook {
  const counts = Object.fromEntries(countNames.map((name) => [name, 0])) satisfies Record<string, number>;
  const failures = new Map<string, SweepFailure>();
  const reasons = new Map<string, SweepReason>();
  let isComplete = true;
  return {
    count(name, times = 1) {
      counts[name] = (counts[name] ?? 0) + times;
    },
    fail(propertyId, reason) {
      const key = `${propertyId} ${reason}`;
      const times = (failures.get(key)?.times ?? 0) + 1;
      failures.set(key, { propertyId, reason, times });
    },
    explain(why) {
      const key = [why.outcome, why.propertyId, why.destinationId, why.reason].join(' ');
      reasons.set(key, { ...why, times: (reasons.get(key)?.times ?? 0) + 1 });
    },
    leaveOver() {
      isComplete = false;
    },
    toReport: () => ({
      // Made from the very names above.
      counts: { ...counts } as Record<SweepCount, number>,
      failures: [...failures.values()],
      reasons: [...reasons.values()].sort((a, b) => b.times - a.times),
      isComplete,
    }),
  };
}
