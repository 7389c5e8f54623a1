// The server's side of a shop: Stripe's webhooks to the function, the sweep, and what the server told GA4.
import { expect } from 'vitest';
import { createDestinations } from '../../../../functions/destinations/destinations.ts';
import { webhookPath } from '../../../../functions/http/webhook-path.ts';
import { createSendRequest } from '../../../../functions/outbound/create-send-request.ts';
import { destinationSecretPlace } from '../../../../functions/properties/destination-secret-place.ts';
import { webhookSecretPlace } from '../../../../functions/properties/webhook-secret-place.ts';
import type { Delivery } from '../../../../functions/rules/delivery.ts';
import type { Ga4Destination } from '../../../../functions/rules/destination.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { entryId } from '../../../../functions/store/store.ts';
import { isObject } from '../../../../scripts/stand-ins/google/validation-message.ts';
import { measurementId } from '../shop-container.ts';
import { type BackEnd, sweepToken } from '../start-back-end.ts';

/** One request of the Measurement Protocol, with its one event. */
export interface ServerEvent {
  name: string;
  params: Record<string, unknown>;
  /** Client id, consent, hashed user data. */
  body: Record<string, unknown>;
}

export interface ServerSide {
  /** Changes the property, and lets so much time pass that every function has heard of it. */
  set(changes: Partial<Property>): Promise<void>;
  /** Brings to the webhook what happened at Stripe since the last time, each event as often as told; throws unless all is taken. */
  deliverEvents(times?: number): Promise<void>;
  /** Sends what is due. */
  sweep(): Promise<void>;
  /** What the server told GA4 of a transaction, oldest first. Throws where Google would have dropped any of it. */
  eventsOf(transactionId: string): ServerEvent[];
  /** The deliveries of a session's entry. */
  deliveriesOf(sessionId: string): Promise<Delivery[]>;
}

/** A function remembers a property for no longer. */
const rememberedMs = 61_000;

/** Connects the property: its webhook at this function, and GA4 as the destination of live sessions. */
export async function connectServer(backEnd: BackEnd, propertyId: string, functionUrl: string): Promise<ServerSide> {
  const { stripe, google, store, settings, accountId, advance } = backEnd;
  const delivered = new Set<string>();

  async function set(changes: Partial<Property>): Promise<void> {
    const property = await store.findProperty(propertyId);
    if (property === undefined) throw new Error('The property is gone.');
    await store.changeProperty({ ...property, ...changes });
    advance(rememberedMs);
  }

  const { secrets } = stripe.addWebhookEndpoint(accountId, {
    url: functionUrl + webhookPath(propertyId),
    enabledEvents: ['*'],
    livemode: true,
  });
  const sealed = secrets.map((secret) => seal(settings.keyRing, secret, webhookSecretPlace(propertyId, 'live')));
  await set({ webhookSecrets: { live: sealed, test: [] }, destinations: [newDestination(backEnd, propertyId)] });

  return {
    set,
    async deliverEvents(times = 1) {
      const fresh = stripe.listEvents().filter(({ id }) => !delivered.has(id));
      for (const { id } of fresh) {
        delivered.add(id);
        const attempts = await stripe.deliver(id, { times });
        expect(attempts.map(({ outcome }) => outcome)).toEqual(Array(times).fill({ kind: 'answered', status: 200 }));
      }
    },
    async sweep() {
      const headers = { authorization: `Bearer ${sweepToken}` };
      const answer = await fetch(`${functionUrl}/sweep`, { method: 'POST', headers });
      expect(Object(await answer.json())).toMatchObject({ failures: [] });
    },
    eventsOf(transactionId) {
      const hits = google.serverHits.map(({ body, faults }) => ({ event: toServerEvent(body), faults }));
      const ours = hits.filter(({ event }) => event.params['transaction_id'] === transactionId);
      expect(ours.flatMap(({ faults }) => faults)).toEqual([]);
      return ours.map(({ event }) => event);
    },
    async deliveriesOf(sessionId) {
      const entry = await store.findEntry(entryId(propertyId, sessionId));
      return Object.values(entry?.deliveries ?? {});
    },
  };
}

function newDestination({ settings }: BackEnd, propertyId: string): Ga4Destination {
  const place = { kind: 'ga4', id: 'dst_journey', mode: 'live', measurementId, region: 'global' } as const;
  const { findDestination } = createDestinations({ request: createSendRequest(), now: Date.now });
  const sealedTo = destinationSecretPlace(findDestination, propertyId, { ...place, secret: '' });
  return { ...place, secret: seal(settings.keyRing, 'apiSecretOfTheJourneys', sealedTo) };
}

function toServerEvent(body: unknown): ServerEvent {
  const whole = isObject(body) ? body : {};
  const events: unknown[] = Array.isArray(whole['events']) ? whole['events'] : [];
  expect(events).toHaveLength(1);
  const { name, params } = Object(events[0]);
  return { name: String(name), params: isObject(params) ? params : {}, body: whole };
}
