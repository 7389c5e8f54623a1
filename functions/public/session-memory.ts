// Sessions as this instance remembers them, bounded by number and by bytes; what is forgotten is read from Stripe again.
import { LRUCache } from 'lru-cache';
import type { CheckoutSession } from '../rules/checkout-session.ts';
import type { Entry } from '../rules/entry.ts';

/** A session with what this instance last knew of its entry, and the answers it already wrote. */
export interface RememberedSession {
  readonly session: CheckoutSession;
  /** When Stripe said so. */
  readonly readAtMs: number;
  /** As the store last told; another instance may have written since. */
  entry: Entry | undefined;
  /** The parts of answers that are the same for everybody, by what they depend on. */
  readonly writtenAnswers: Map<string, string>;
}

export interface SessionMemory {
  /** `undefined` when it is not remembered or may have changed at Stripe since. */
  recall(key: string): RememberedSession | undefined;
  remember(key: string, session: CheckoutSession): RememberedSession;
  /** Keeps a newer entry of a session that is remembered. */
  updateEntry(key: string, entry: Entry): void;
  /** Whether Stripe lately said that there is no such session. */
  isUnknown(key: string): boolean;
  rememberUnknown(key: string): void;
}

const maxSessions = 4_000;
const maxBytes = 24_000_000;
const maxUnknown = 10_000;
const unknownMs = 60_000;
/** A delayed payment may settle at any moment, but a page that waits for it need not ask Stripe each time. */
const pendingMs = 10_000;

/** Measured on sessions like those of Stripe's fixtures, both answers written; an estimate is enough for a bound. */
const bytesPerSession = 4_000;
const bytesPerLine = 900;

/** A memory that starts empty. */
export function createSessionMemory(now: () => number): SessionMemory {
  const sessions = new LRUCache<string, RememberedSession>({
    max: maxSessions,
    maxSize: maxBytes,
    sizeCalculation: ({ session }) => bytesPerSession + session.lines.length * bytesPerLine,
  });
  const unknownUntilMs = new LRUCache<string, number>({ max: maxUnknown });

  return {
    recall(key) {
      const remembered = sessions.get(key);
      return remembered !== undefined && isCurrent(remembered, now()) ? remembered : undefined;
    },
    remember(key, session) {
      const entry = sessions.get(key)?.entry;
      const remembered = { session, readAtMs: now(), entry, writtenAnswers: new Map<string, string>() };
      // What is open is not kept: the buyer may complete it within the second.
      if (session.status !== 'open') sessions.set(key, remembered);
      return remembered;
    },
    updateEntry(key, entry) {
      const remembered = sessions.get(key);
      if (remembered !== undefined && (remembered.entry?.version ?? 0) < entry.version) remembered.entry = entry;
    },
    isUnknown(key) {
      const untilMs = unknownUntilMs.get(key);
      return untilMs !== undefined && now() < untilMs;
    },
    rememberUnknown(key) {
      unknownUntilMs.set(key, now() + unknownMs);
    },
  };
}

function isCurrent({ session, readAtMs }: RememberedSession, nowMs: number): boolean {
  const isFinal = session.status === 'expired' || session.mode === 'setup' || session.paymentStatus !== 'unpaid';
  return isFinal || nowMs < readAtMs + pendingMs;
}
