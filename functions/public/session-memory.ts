// Sessions as this instance remembers them, bounded by number and by bytes; what is forgotten is read from Stripe again.
import { LRUCache } from 'lru-cache';
import type { Attribution } from '../rules/attribution.ts';
import type { CheckoutSession } from '../rules/checkout-session.ts';
import { decodePassport } from '../rules/decode-passport.ts';
import type { SessionEntry } from '../rules/entry.ts';
import { isErased, toErasedSession } from '../rules/erased-session.ts';
import type { Passport } from '../rules/passport.ts';

/** An attribution as this instance remembers it. */
export interface RememberedAttribution {
  /** The click that was asked for, whether or not there is a record of it. */
  readonly clickId: string;
  readonly attribution: Attribution;
  readonly untilMs: number;
}

/** A session with what this instance last knew of its entry, and the answers it already wrote. */
export interface RememberedSession {
  readonly session: CheckoutSession;
  /** Whether its personal data are those of Stripe, and not missing because the ledger told of it without them. */
  readonly hasBuyer: boolean;
  /** Its client_reference_id, where that is a passport. */
  readonly passport: Passport | undefined;
  /** When Stripe said so. */
  readonly readAtMs: number;
  /** As the store last told; another instance may have written since. */
  entry: SessionEntry | undefined;
  /** By the click that was last asked for. */
  readonly attribution: RememberedAttribution | undefined;
  /** The parts of answers that are the same for everybody, by what they depend on. */
  readonly writtenAnswers: Map<string, string>;
  /** That of the property for which it was read; with every change, and so with every erasure, all of its sessions are read anew. */
  readonly propertyVersion: number;
}

/** What the ledger told of a session before Stripe was asked, or instead. */
export interface ToldByLedger {
  entry: SessionEntry | undefined;
  /** Whether the session comes with its buyer. */
  hasBuyer: boolean;
}

export interface SessionMemory {
  /** `undefined` when it is not remembered or may have changed at Stripe since. */
  recall(key: string): RememberedSession | undefined;
  remember(key: string, session: CheckoutSession, told?: ToldByLedger, propertyVersion?: number): RememberedSession;
  /** Keeps a newer entry of a session that is remembered, which forgets its buyer where that was erased. */
  updateEntry(key: string, entry: SessionEntry): void;
  /** Keeps what is known of the click that led to a session that is remembered. */
  updateAttribution(key: string, attribution: RememberedAttribution): void;
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

/** Measured on sessions like those of Stripe's fixtures, with their entry, both answers written; an estimate is enough for a bound. */
const bytesPerSession = 5_000;
const bytesPerLine = 900;

/** A click's texts stand in the attribution, and again in each written answer. */
const copiesOfClick = 3;

/** A memory that starts empty. */
export function createSessionMemory(now: () => number): SessionMemory {
  const sessions = new LRUCache<string, RememberedSession>({
    max: maxSessions,
    maxSize: maxBytes,
    sizeCalculation: ({ session, attribution }) =>
      bytesPerSession + session.lines.length * bytesPerLine + estimateBytes(attribution) * copiesOfClick,
  });
  const unknownUntilMs = new LRUCache<string, number>({ max: maxUnknown });

  return {
    recall(key) {
      const remembered = sessions.get(key);
      return remembered !== undefined && isCurrent(remembered, now()) ? remembered : undefined;
    },
    remember(key, session, { entry, hasBuyer } = { entry: undefined, hasBuyer: true }, propertyVersion = 0) {
      const kept = sessions.get(key);
      const known = kept?.propertyVersion === propertyVersion ? kept : undefined;
      const remembered = withoutErased({
        session,
        hasBuyer,
        passport: session.clientReferenceId === null ? undefined : decodePassport(session.clientReferenceId),
        readAtMs: now(),
        entry: findNewer(known?.entry, entry),
        attribution: known?.attribution,
        writtenAnswers: new Map<string, string>(),
        propertyVersion,
      });
      // What is open is not kept: the buyer may complete it within the second.
      if (session.status !== 'open') sessions.set(key, remembered);
      return remembered;
    },
    updateEntry(key, entry) {
      const remembered = sessions.get(key);
      if (remembered === undefined || (remembered.entry?.version ?? 0) >= entry.version) return;
      remembered.entry = entry;
      if (isErased(entry)) sessions.set(key, withoutErased(remembered));
    },
    updateAttribution(key, attribution) {
      const remembered = sessions.get(key);
      // As a new object, because only then is its size reckoned anew.
      if (remembered !== undefined) sessions.set(key, { ...remembered, attribution });
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

/** The session with nothing that tells who bought, where that was erased; else the same object. */
export function withoutErased(remembered: RememberedSession): RememberedSession {
  if (remembered.entry === undefined || !isErased(remembered.entry)) return remembered;
  return {
    ...remembered,
    session: toErasedSession(remembered.session),
    hasBuyer: false,
    passport: undefined,
    attribution: undefined,
    writtenAnswers: new Map(),
  };
}

function findNewer(known: SessionEntry | undefined, told: SessionEntry | undefined): SessionEntry | undefined {
  return (known?.version ?? 0) > (told?.version ?? 0) ? known : told;
}

function estimateBytes(attribution: RememberedAttribution | undefined): number {
  return attribution === undefined ? 0 : JSON.stringify(attribution).length;
}

function isCurrent({ session, readAtMs }: RememberedSession, nowMs: number): boolean {
  const isFinal = session.status === 'expired' || session.mode === 'setup' || session.paymentStatus !== 'unpaid';
  return isFinal || nowMs < readAtMs + pendingMs;
}
