// The least that a webhook can do: it verifies the signature with Stripe's SDK and writes the event into Firestore.
import { Firestore } from '@google-cloud/firestore';
import { serveWebhook } from './serve-webhook.ts';

const events = new Firestore().collection('events');

serveWebhook(async (id, body) => {
  await events.doc(id).set({ body });
});
