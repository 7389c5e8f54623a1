// Writes down that something happened, as it is at that moment, and whom of it is to be told.
import { newObjectId } from '../ids.ts';
import { nowSeconds } from '../now-seconds.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { EndpointRecord } from '../state.ts';

/** Whose event it is. */
export interface EventOwner {
  accountId: string;
  livemode: boolean;
}

/** A snapshot of the object under a new event id; endpoints that are made later never hear of it. */
export function emitEvent(
  context: StandInContext,
  { accountId, livemode }: EventOwner,
  type: string,
  object: object,
): string {
  const id = newObjectId('evt', context.randomIndex);
  const endpoints = [...context.state.webhookEndpoints.values()].filter(
    (endpoint) => endpoint.accountId === accountId && endpoint.livemode === livemode && wantsEvent(endpoint, type),
  );
  context.state.events.set(id, {
    accountId,
    livemode,
    object: { id, created: nowSeconds(context), type, object: structuredClone(object) },
    undelivered: endpoints.map((endpoint) => endpoint.object.id),
  });
  context.announce(id);
  return id;
}

/** Whether an endpoint is on and subscribed to the type. */
export function wantsEvent({ object }: EndpointRecord, type: string): boolean {
  return object.status === 'enabled' && object.enabled_events.some((wanted) => wanted === '*' || wanted === type);
}
