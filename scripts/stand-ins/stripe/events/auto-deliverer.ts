// Sends events by itself, for the demo, where nobody drives the deliveries.
import { setTimeout as delay } from 'node:timers/promises';
import type { StandInContext } from '../stand-in-context.ts';
import { deliverEvent } from './deliver-event.ts';

/** Sends every event as it happens and again after each of these waits, until all endpoints took it. Stripe tries for days. */
export function createAutoDeliverer(
  context: StandInContext,
  waitsMs: readonly number[],
): { announce: (eventId: string) => void; stop: () => void } {
  const stopping = new AbortController();
  const deliver = async (eventId: string): Promise<void> => {
    for (const waitMs of [0, ...waitsMs]) {
      await delay(waitMs, undefined, { signal: stopping.signal, ref: false });
      const waiting = context.state.events.get(eventId)?.undelivered ?? [];
      for (const endpointId of waiting) {
        await deliverEvent(context, eventId, { endpointId });
      }
    }
  };
  return {
    // Stopped in the middle, it leaves the event undelivered, which is what it is.
    announce: (eventId) => void deliver(eventId).catch(() => undefined),
    stop: () => stopping.abort(),
  };
}
