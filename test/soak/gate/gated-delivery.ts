// What a process asks Stripe and sends to destinations, each question and each send a step at the gate.
import type { DeliveryContext } from '../../../functions/delivery/delivery-context.ts';
import type { Destination } from '../../../functions/destinations/destination.ts';
import type { SessionReader } from '../../../functions/stripe/create-session-reader.ts';
import type { PaymentReader } from '../../../functions/stripe/payment-reader.ts';
import type { Receivers } from '../world/receivers.ts';
import type { Actor, Gate } from './gate.ts';

/** The readers of one process; `ask` is what a question goes through. */
export interface StripeGate {
  ask<T>(what: string, about: string, question: () => Promise<T>): Promise<T>;
}

/** Questions of one process, which meet what `prepare` makes of Stripe. */
export function createStripeGate(gate: Gate, actor: Actor, prepare: () => () => void): StripeGate {
  return {
    ask: (what, about, question) =>
      gate.step(actor, { what: `stripe.${what}`, about }, async () => {
        const restore = prepare();
        try {
          return await question();
        } finally {
          restore();
        }
      }),
  };
}

/** A reader of sessions whose every reading is one step. */
export function toGatedReader<R extends Pick<SessionReader, 'read'>>(reader: R, stripe: StripeGate): R {
  return {
    ...reader,
    read: (request: Parameters<SessionReader['read']>[0]) =>
      stripe.ask('readSession', request.sessionId, () => reader.read(request)),
  };
}

/** The context of one process's sweeps behind the gate. */
export function toGatedDelivery(
  context: DeliveryContext,
  { gate, actor, stripe, receivers }: { gate: Gate; actor: Actor; stripe: StripeGate; receivers: Receivers },
): DeliveryContext {
  const toGatedDestination = (destination: Destination): Destination => ({
    ...destination,
    send: (event, settings, secret) =>
      gate.step(actor, { what: `send to ${settings.id}`, about: event.event_id }, () =>
        receivers.receive({ actor, destinationId: settings.id, eventId: event.event_id }, () =>
          destination.send(event, settings, secret),
        ),
      ),
  });
  return {
    ...context,
    sessions: toGatedReader(context.sessions, stripe),
    openPaymentReader: (apiKey) => toGatedPaymentReader(context.openPaymentReader(apiKey), stripe),
    findDestination: (kind) => toGatedDestination(context.findDestination(kind)),
  };
}

function toGatedPaymentReader(reader: PaymentReader, stripe: StripeGate): PaymentReader {
  return {
    findSessionId: (id) => stripe.ask('findSessionId', id, () => reader.findSessionId(id)),
    findInvoiceId: (id) => stripe.ask('findInvoiceId', id, () => reader.findInvoiceId(id)),
    readInvoice: (id) => stripe.ask('readInvoice', id, () => reader.readInvoice(id)),
    findPaymentIntentId: (id) => stripe.ask('findPaymentIntentId', id, () => reader.findPaymentIntentId(id)),
    readEvent: (id) => stripe.ask('readEvent', id, () => reader.readEvent(id)),
    async *listEvents(period) {
      const pages = reader.listEvents(period)[Symbol.asyncIterator]();
      for (;;) {
        const page = await stripe.ask('listEvents', '', () => pages.next());
        if (page.done === true) return;
        yield page.value;
      }
    },
    async *listCompletedSessions(period) {
      const pages = reader.listCompletedSessions(period)[Symbol.asyncIterator]();
      for (;;) {
        const page = await stripe.ask('listCompletedSessions', '', () => pages.next());
        if (page.done === true) return;
        yield page.value;
      }
    },
  };
}
