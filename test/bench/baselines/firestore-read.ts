// The least that a Cloud Function with a database can do: a functions-framework handler that reads one document.
import { Firestore } from '@google-cloud/firestore';
import { http } from '@google-cloud/functions-framework';

const firestore = new Firestore();

http('firestoreRead', async (request, response) => {
  const document = await firestore.collection('shops').doc(String(request.query['property_id'])).get();
  response.json({ session: request.query['checkout_session_id'], hostnames: document.get('hostnames') });
});
