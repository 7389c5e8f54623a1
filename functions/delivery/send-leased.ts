// Sends what this run holds the lease for, and writes down what the destination said.
import type { SendResult } from '../destinations/destination.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import { awaitRule, cancelDelivery, type SendOutcome, settleDelivery } from '../rules/delivery-steps.ts';
import type { Entry } from '../rules/entry.ts';
import type { Deliveries } from '../rules/plan-deliveries.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { DeliveryRun } from './delivery-run.ts';
import { findEnding, findWhenUncertain } from './find-ending.ts';
import { mapDeliveries } from './sift-deliveries.ts';
import type { LeasedSend } from './take-up.ts';
import { writeDeliveries } from './write-deliveries.ts';

/** A destination answers within five seconds; a sender that was stopped for longer than this may meet its successor. */
const safetyMs = 10_000;

/** After each failed try to write down what happened; not written down, it would count as unknown. */
const writeDelaysMs = [100, 500, 2_000];

/** Sends one event of the entry as it was leased. Rejects with StoreUnavailableError where the result could not be written; the lease then lapses. */
export async function sendLeased(
  run: DeliveryRun,
  record: PropertyRecord,
  leased: Entry,
  send: LeasedSend,
): Promise<void> {
  const outcome = await trySend(run, send);
  run.troubles.noteSend(send.settings.id, outcome.kind === 'accepted' || outcome.kind === 'refused');
  let isOurs = false;
  await writeStubbornly(run, () =>
    writeDeliveries(run, leased, (entry) => {
      const settled = settle(run, record, entry, send, outcome);
      isOurs = settled !== entry.deliveries;
      return settled;
    }),
  );
  if (!isOurs) run.book.count('lost');
}

async function trySend({ context, logs }: DeliveryRun, send: LeasedSend): Promise<SendResult> {
  const { settings, event, secret, delivery } = send;
  const leaseEndsAtMs = delivery.dueAtMs ?? 0;
  if (context.now() > leaseEndsAtMs - safetyMs) return { kind: 'unavailable', reason: 'sender_too_slow' };
  try {
    return await context.findDestination(settings.kind).send(event, settings, secret);
  } catch (error) {
    logs.failed(event.property_id, 'send', error);
    return { kind: 'uncertain', reason: 'internal' };
  }
}

function settle(
  { context }: DeliveryRun,
  { property }: PropertyRecord,
  entry: Entry,
  { key, lease, settings }: LeasedSend,
  outcome: SendOutcome,
): Deliveries {
  const nowMs = context.now();
  const destination = context.findDestination(settings.kind);
  return mapDeliveries(entry.deliveries, (delivery, name) => {
    if (name !== key) return undefined;
    const dropsRepeats = destination.dropsRepeats(delivery.event);
    const tried = settleDelivery(delivery, lease, outcome, { nowMs, random: context.random(), dropsRepeats });
    const settled = tried && awaitRule(tried, findWhenUncertain(entry, settings.id, property), nowMs);
    // A page may have reported it, or a later event made it untrue, while the send was under way.
    const ending = settled?.state === 'waiting' ? findEnding(entry, settled, property) : undefined;
    return (settled && ending && cancelDelivery(settled, ending.state, ending.reason, nowMs)) ?? settled;
  });
}

async function writeStubbornly({ context }: DeliveryRun, write: () => Promise<unknown>): Promise<void> {
  for (const delayMs of writeDelaysMs) {
    try {
      await write();
      return;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
    }
    await context.sleep(delayMs);
  }
  await write();
}
