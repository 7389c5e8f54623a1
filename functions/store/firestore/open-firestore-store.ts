// Opens the production store, whose client is loaded only here.
import type { Store } from '../store.ts';
import { connectToFirestore, type FirestoreLocation } from './connection.ts';
import { FirestoreStore } from './firestore-store.ts';

/** The store in that Firestore database. Nothing is sent yet; the first step says whether it answers. */
export async function openFirestoreStore(location: FirestoreLocation): Promise<Store> {
  return new FirestoreStore(await connectToFirestore(location));
}
