// Makes a session complete: with its items, which no webhook brings, and known to the ledger at all.
import { recordSession } from '../ledger/record-session.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import type { Missing } from '../rules/delivery-steps.ts';
import type { ChangeSource, SessionEntry } from '../rules/entry.ts';
import type { DeliveryRun } from './delivery-run.ts';
import { withStripe } from './with-stripe.ts';

/** `ignored`: the session does not belong to the property. */
export type CompletedSession =
  | { kind: 'complete'; session: SessionEntry }
  | { kind: 'ignored'; reason: string }
  | { kind: 'missing'; missing: Missing };

/** The longest that one session may take to read. */
const readBudgetMs = 8_000;

/** The entry as it stands where its items are there, else after a read from Stripe. */
export async function completeSession(
  run: DeliveryRun,
  record: PropertyRecord,
  entry: SessionEntry,
  source: ChangeSource,
): Promise<CompletedSession> {
  const isComplete = entry.session !== null && entry.session.lines !== null;
  return isComplete ? { kind: 'complete', session: entry } : await readSession(run, record, entry.sessionId, source);
}

/** Reads the session from Stripe and writes it down. Rejects as the store does. */
export async function readSession(
  run: DeliveryRun,
  record: PropertyRecord,
  sessionId: string,
  source: ChangeSource,
): Promise<CompletedSession> {
  const { context, logs } = run;
  const { property } = record;
  const mode = sessionId.startsWith('cs_live_') ? 'live' : 'test';
  const answer = await withStripe(run, { record, mode, purpose: 'session' }, (apiKey) =>
    context.sessions.read({
      apiKey,
      sessionId,
      readsPromotionCodes: property.readsPromotionCodes[mode],
      deadlineAtMs: context.now() + readBudgetMs,
      acquire: () => context.acquireForStripe(apiKey),
      onUnknownValue: (field, value) => logs.unknownStripeValue(property.id, field, value),
      onLostPermission: (permission) => logs.stripePermissionLost(property.id, permission),
    }),
  );
  if (answer.kind === 'missing') return answer;
  // A key of another account than the one that sold it; that can be put right.
  if (answer.kind === 'unknown') return { kind: 'missing', missing: { reason: 'unknown_session' } };
  const recorded = await recordSession(context.store, property, answer.value, { nowMs: context.now(), source });
  if (recorded.kind === 'recorded') return { kind: 'complete', session: recorded.entry };
  // What came of it was told before Stripe shows it as completed.
  if (recorded.reason === 'session_open') return { kind: 'missing', missing: { reason: 'session_open' } };
  return { kind: 'ignored', reason: recorded.reason };
}
