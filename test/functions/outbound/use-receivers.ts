// Receivers of this machine, and requests to them.

import type { Socket } from 'node:net';
import { afterEach } from 'vitest';
import { createSendRequest, type OutboundOptions } from '../../../functions/outbound/create-send-request.ts';
import type { OutboundRequest, OutboundResult } from '../../../functions/outbound/send-request.ts';
import { type Receiver, receiverHost, startReceiver } from './start-receiver.ts';

/** A request to the receiver. */
const wish: OutboundRequest = {
  method: 'POST',
  url: `https://${receiverHost}/checkout/events?a=b`,
  body: '{"ä":1}',
};

/** Sends it, with these changes. */
export function ask(options: OutboundOptions, changes: Partial<OutboundRequest> = {}): Promise<OutboundResult> {
  return createSendRequest(options)({ ...wish, ...changes });
}

/** Receivers that are closed after each test; `endings` takes what else is to be closed then. */
export function useReceivers() {
  const endings: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const end of endings.splice(0)) await end();
  });

  async function receive(listener: Parameters<typeof startReceiver>[0]): Promise<Receiver> {
    const receiver = await startReceiver(listener);
    endings.push(receiver.close);
    return receiver;
  }

  /** Asks a receiver that answers each connection with these bytes and then does what the test says. */
  async function askRaw(onSocket: (socket: Socket) => void, options: OutboundOptions = {}): Promise<OutboundResult> {
    const receiver = await receive({ onSocket: (socket) => onSocket(socket.on('error', () => undefined)) });
    return ask({ ...receiver.options, ...options });
  }

  return { endings, receive, askRaw };
}
