// The registry, and that a third kind of destination is a matter of one file: the one that stands here.
import { describe, expect, test } from 'vitest';
import type { Destination, DestinationTools } from '../../../functions/destinations/destination.ts';
import { createDestinations } from '../../../functions/destinations/destinations.ts';
import { toSendResult } from '../../../functions/destinations/to-send-result.ts';
import type { OutboundRequest } from '../../../functions/outbound/send-request.ts';
import type { DestinationBase } from '../../../functions/rules/destination.ts';
import { newForwardedEvent } from './new-forwarded-event.ts';

function createTools(asked: OutboundRequest[] = []): DestinationTools {
  return {
    now: () => 1_700_000_000_000,
    request: async (request) => {
      asked.push(request);
      return { kind: 'answered', status: 204, headers: {}, body: '', isWhole: true };
    },
  };
}

/** What a chat room would keep. */
interface ChatRoomDestination extends DestinationBase {
  kind: 'chat_room';
  room: string;
}

/** All that a third kind needs. */
function createChatRoom({ request, now }: DestinationTools): Destination<ChatRoomDestination> {
  return {
    kind: 'chat_room',
    name: 'Chat room',
    limits: 'Says that something was sold, and nothing else.',
    dropsRepeats: () => false,
    async send(event, { room }, secret) {
      const body = JSON.stringify({ text: `${event.event} of ${event.ecommerce?.value ?? 0}` });
      const headers = { authorization: `Bearer ${secret}` };
      return toSendResult(await request({ method: 'POST', url: `https://chat.example/${room}`, headers, body }), now());
    },
    check: async () => ({ verdict: 'unproven', sentence: 'Look into the room.' }),
    secretPlace: (propertyId, { id, room }) => JSON.stringify([propertyId, 'chat_room', id, room]),
  };
}

describe('createDestinations', () => {
  test('every kind that a property can name is there, each with a name', () => {
    const { all, findDestination } = createDestinations(createTools());
    expect(all.map(({ kind }) => kind)).toEqual(['server_container', 'ga4']);
    expect(findDestination('ga4').name).toBe('Google Analytics 4');
    expect(findDestination('server_container').name).toBe('Server container');
  });

  test('what GA4 cannot receive is said, and a server container leaves nothing out', () => {
    const { findDestination } = createDestinations(createTools());
    expect(findDestination('ga4').limits).toContain('Google Ads');
    expect(findDestination('server_container').limits).toBeUndefined();
  });

  test('a server container can drop every repeat, GA4 that of a purchase only', () => {
    const { findDestination } = createDestinations(createTools());
    const events = ['purchase', 'refund', 'subscription_renewal', 'dispute'] as const;
    expect(events.map(findDestination('server_container').dropsRepeats)).toEqual([true, true, true, true]);
    expect(events.map(findDestination('ga4').dropsRepeats)).toEqual([true, false, false, false]);
  });

  test('a kind that there is not is a fault of the program', () => {
    expect(() => createDestinations(createTools()).findDestination('fax')).toThrow('fax');
  });

  test('a third kind is one file and one line', async () => {
    const asked: OutboundRequest[] = [];
    const { findDestination } = createDestinations(createTools(asked), [createChatRoom]);
    const settings = { kind: 'chat_room', id: 'd3', mode: 'live', secret: 'sealed', room: 'sales' };
    const chatRoom = findDestination(settings.kind);
    const sent = await chatRoom.send(newForwardedEvent(), { ...settings, mode: 'live' }, 'secret of the room');
    expect(sent).toEqual({ kind: 'accepted' });
    expect(asked).toEqual([
      {
        method: 'POST',
        url: 'https://chat.example/sales',
        headers: { authorization: 'Bearer secret of the room' },
        body: '{"text":"purchase of 49.5"}',
      },
    ]);
  });
});
