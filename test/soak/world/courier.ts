// Carries Stripe's events to the webhook as Stripe and the network do: at once, late, twice, out of order, or never.
import { webhookEventTypes } from '../../../functions/stripe/webhook-event-types.ts';
import type { StripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import type { Chance } from '../chance.ts';
import type { Endpoint } from '../shop/open-shop.ts';
import type { Agenda } from './agenda.ts';
import type { Client } from './ask.ts';
import type { Clock } from './clock.ts';
import type { TakenEvent } from './truth.ts';

export interface Courier {
  /** Sends off what happened since the last time, which was to sessions of this account and mode alone. */
  sendOff(accountId: string, livemode: boolean): void;
}

export interface CourierOptions {
  agenda: Agenda;
  chance: Chance;
  client: Client;
  clock: Clock;
  stripe: StripeStandIn;
  endpoints: readonly Endpoint[];
  tell: (about: string, line: string) => void;
  /** Told of every event that was answered as taken. */
  onTaken: (event: TakenEvent) => void;
  /** The delays of each copy of one event, in milliseconds; none where it is lost for good. By chance unless given. */
  planCopies?: (chance: Chance) => number[];
  /** How long after a failed try Stripe tries again; after the last it gives up. Twice unless given. */
  retriesAfterMs?: readonly number[];
}

const minuteMs = 60_000;

/** A courier that has seen nothing yet. */
export function createCourier(options: CourierOptions): Courier {
  const { agenda, chance, client, clock, stripe, endpoints, tell, onTaken, planCopies = planCopiesByChance } = options;
  const { retriesAfterMs = [2 * minuteMs, 30 * minuteMs] } = options;
  let seen = 0;

  interface Parcel {
    eventId: string;
    endpoint: Endpoint;
    about: string;
    type: string;
  }

  function carry(parcel: Parcel, atMs: number, failures: number): void {
    const { eventId, endpoint, about, type } = parcel;
    agenda.add({
      atMs,
      kind: 'request',
      run: async (url) => {
        const { headers, body } = stripe.renderRequest(eventId, endpoint.id);
        const reply = await client.ask(url, { method: 'POST', path: endpoint.path, headers, body });
        const answer = reply === undefined ? 'connection lost' : `${reply.status}`;
        tell(about, `webhook ${type} to ${endpoint.propertyId}: ${answer}`);
        const retryAfterMs = retriesAfterMs[failures];
        const isTaken = reply !== undefined && reply.status < 300;
        if (isTaken) onTaken({ propertyId: endpoint.propertyId, stripeId: about, type, atMs: clock.nowMs() });
        else if (retryAfterMs !== undefined) carry(parcel, clock.nowMs() + retryAfterMs, failures + 1);
      },
    });
  }

  function sendTo(endpoint: Endpoint, { id, type, object }: ReturnType<StripeStandIn['listEvents']>[number]): void {
    const about = findId(object);
    const copies = planCopies(chance);
    if (copies.length === 0) tell(about, `webhook ${type} to ${endpoint.propertyId} is lost for good`);
    for (const delayMs of copies) carry({ eventId: id, endpoint, about, type }, clock.nowMs() + delayMs, 0);
  }

  return {
    sendOff(accountId, livemode) {
      const events = stripe.listEvents().slice(seen);
      seen += events.length;
      const own = endpoints.filter((one) => one.accountId === accountId && one.livemode === livemode);
      const wanted = events.filter(({ type }) => webhookEventTypes.some((handled) => handled === type));
      for (const event of wanted) for (const endpoint of own) sendTo(endpoint, event);
    },
  };
}

/** At once, late, twice, three times almost at once, or never. */
function planCopiesByChance(chance: Chance): number[] {
  return chance.weigh<() => number[]>([
    [14, () => [chance.between(100, 4_000)]],
    [3, () => [chance.between(minuteMs, 120 * minuteMs)]],
    [2, () => [chance.between(100, 3_000), chance.between(100, 60 * minuteMs)]],
    [1, () => [chance.between(100, 500), chance.between(100, 500), chance.between(100, 9_000)]],
    [2, () => []],
  ])();
}

function findId(object: object): string {
  return 'id' in object && typeof object.id === 'string' ? object.id : '';
}
