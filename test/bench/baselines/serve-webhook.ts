// A bare webhook on node:http: reads the body, lets Stripe's SDK verify it, has it stored, and answers.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Stripe from 'stripe';

const secret = process.env['BENCH_WEBHOOK_SECRET'] ?? '';

/** Stores the JSON text of the event with this id. */
type StoreEvent = (id: string, body: string) => Promise<void> | void;

/** Serves until the process ends; an event is answered once it is stored. */
export function serveWebhook(store: StoreEvent): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void answer(request, response, Buffer.concat(chunks), store));
  });
  server.listen(Number(process.env['PORT'] ?? 8080), '127.0.0.1');
  process.on('SIGTERM', () => process.exit(0));
}

async function answer(
  { headers }: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  store: StoreEvent,
): Promise<void> {
  try {
    const body = bytes.toString('utf8');
    const event = Stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret);
    await store(event.id, body);
    // Set this way, Node adds the length of the answer and sends all of it at once.
    response.setHeader('Content-Type', 'application/json').end('{"received":true}');
  } catch (error) {
    response.writeHead(400).end(error instanceof Error ? error.message : String(error));
  }
}
