// What a competent developer writes in an afternoon: Express, the Stripe SDK, and a Firestore read per request.
import { Firestore } from '@google-cloud/firestore';
import express from 'express';
import Stripe from 'stripe';

const port = Number(process.env['PORT'] ?? 8080);
const stripeBase = new URL(process.env['STRIPE_API_BASE'] ?? 'https://api.stripe.com');
const firestore = new Firestore();
const clients = new Map<string, Stripe>();

function findClient(key: string): Stripe {
  const known = clients.get(key);
  if (known) return known;
  const client = new Stripe(key, {
    protocol: stripeBase.protocol === 'http:' ? 'http' : 'https',
    host: stripeBase.hostname,
    ...(stripeBase.port && { port: Number(stripeBase.port) }),
    telemetry: false,
  });
  clients.set(key, client);
  return client;
}

function isAllowed(origin: string, hostnames: unknown): boolean {
  return Array.isArray(hostnames) && URL.canParse(origin) && hostnames.includes(new URL(origin).hostname);
}

function toAnswer(session: Stripe.Checkout.Session) {
  const divisor = 100;
  return {
    version: 1,
    event: 'purchase',
    event_id: `purchase:${session.id}`,
    status: session.payment_status,
    livemode: session.livemode,
    customer_email: session.customer_details?.email ?? null,
    customer_id: typeof session.customer === 'string' ? session.customer : null,
    client_reference_id: session.client_reference_id,
    ecommerce: {
      transaction_id: session.id,
      value: (session.amount_total ?? 0) / divisor,
      currency: session.currency?.toUpperCase(),
      tax: (session.total_details?.amount_tax ?? 0) / divisor,
      shipping: (session.total_details?.amount_shipping ?? 0) / divisor,
      items: session.line_items?.data.map((item) => ({
        item_id: typeof item.price?.product === 'string' ? item.price.product : item.id,
        item_name: item.description,
        price: item.amount_total / (item.quantity ?? 1) / divisor,
        quantity: item.quantity,
      })),
    },
    user_data: {
      email: session.customer_details?.email,
      phone_number: session.customer_details?.phone,
      address: session.customer_details?.address,
    },
  };
}

const app = express();

app.get('/checkout/sessions.json', async (request, response) => {
  const { property_id: propertyId, checkout_session_id: sessionId } = request.query;
  if (typeof propertyId !== 'string' || typeof sessionId !== 'string') {
    response.status(400).json({ error: 'property_id and checkout_session_id are required' });
    return;
  }
  const property = (await firestore.collection('shops').doc(propertyId).get()).data();
  const origin = request.get('Origin') ?? '';
  if (!property || !isAllowed(origin, property['hostnames'])) {
    response.status(403).json({ error: 'not allowed' });
    return;
  }
  const session = await findClient(property['stripe_key']).checkout.sessions.retrieve(sessionId, {
    expand: ['line_items'],
  });
  response.set({ 'Access-Control-Allow-Origin': origin, Vary: 'Origin', 'Cache-Control': 'no-store' });
  response.json(toAnswer(session));
});

app.listen(port, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
