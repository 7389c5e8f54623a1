// Judges what the ledger says of a session and of what came of it, whoever was told.
import type { Entry, SessionStatus } from '../../../functions/rules/entry.ts';
import type { RunRecord } from '../run-shop.ts';
import type { ShopProperty } from '../shop/open-shop.ts';
import type { SessionTruth } from '../world/truth.ts';
import type { ExpectedEvent } from './expected-event.ts';
import type { Finding, FindingKind } from './finding.ts';

/** Everything that stands there and is not so, or does not stand there. `expected` is what is to be told of the session. */
export function judgeLedger(
  run: RunRecord,
  session: SessionTruth,
  shop: ShopProperty,
  expected: readonly ExpectedEvent[],
): Finding[] {
  const { id: propertyId } = shop.spec;
  const say = (kind: FindingKind, sentence: string): Finding => ({ kind, session, propertyId, sentence });
  const entry = run.entries.get(`${propertyId}:${session.id}`);
  const status = findStatus(session);
  return [
    ...(status !== undefined && entry === undefined ? [say('lost', 'the ledger does not know the session')] : []),
    ...(entry?.kind === 'session' && entry.status !== status
      ? [say('wrong', `the session stands as ${entry.status}, and is ${status ?? 'open'}`)]
      : []),
    ...listIds(session).flatMap((id) => judgeLater(id, run.entries.get(`${propertyId}:${id}`), say)),
    ...[session.id, ...listIds(session)].flatMap((id) =>
      findUnknown(run.entries.get(`${propertyId}:${id}`), expected, say),
    ),
  ];
}

function findStatus({
  completedAtMs,
  settledAtMs,
  failedAtMs,
  expiredAtMs,
  plan,
}: SessionTruth): SessionStatus | undefined {
  if (expiredAtMs !== undefined) return 'expired';
  if (completedAtMs === undefined) return undefined;
  if (plan.ending === 'nothing_due') return 'free';
  if (failedAtMs !== undefined) return 'failed';
  return settledAtMs === undefined ? 'pending' : 'paid';
}

/** The ids of everything that came of it. */
function listIds({ refunds, renewals, disputes, subscriptionId, canceledAtMs }: SessionTruth): string[] {
  return [
    ...refunds.map(({ id }) => id),
    ...renewals.map(({ invoice }) => invoice.object.id),
    ...disputes.map(({ id }) => id),
    ...(subscriptionId !== undefined && canceledAtMs !== undefined ? [subscriptionId] : []),
  ];
}

function judgeLater(
  id: string,
  entry: Entry | undefined,
  say: (kind: FindingKind, sentence: string) => Finding,
): Finding[] {
  if (entry === undefined) return [say('lost', `the ledger does not know ${id}`)];
  if (entry.kind === 'session' || entry.resolution.state === 'resolved') return [];
  return [say('lost', `${id} stands as ${entry.resolution.state} (${entry.resolution.reason ?? ''})`)];
}

/** Deliveries of events that never happened. */
function findUnknown(
  entry: Entry | undefined,
  expected: readonly ExpectedEvent[],
  say: (kind: FindingKind, sentence: string) => Finding,
): Finding[] {
  return Object.values(entry?.deliveries ?? {}).flatMap(({ event, destinationId, state }) => {
    const eventId = `${event}:${entry?.id.slice(entry.id.indexOf(':') + 1) ?? ''}`;
    // A plan that turned out to be untrue before anything was sent.
    if (state === 'overtaken') return [];
    return expected.some((one) => one.eventId === eventId)
      ? []
      : [say('wrong', `a delivery of ${eventId} to ${destinationId} was planned, and it never happened`)];
  });
}
