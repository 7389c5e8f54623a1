// Firestore for a bench: Google's emulator, and the shops in it as the baselines keep them.
import { Firestore } from '@google-cloud/firestore';
import { findEmulator, startEmulator } from '../../functions/store/emulator.ts';
import { type BenchContext, keep } from '../bench.ts';
import { shopCount, toShop } from '../shops.ts';

export interface FirestoreEmulator {
  /** `host:port`. */
  host: string;
  projectId: string;
  /** What a process that uses it needs in its environment. */
  env: Record<string, string>;
}

/** The emulator, until the bench is over. Rejects with the way to get one where it is missing. */
export async function startFirestore(context: BenchContext): Promise<FirestoreEmulator> {
  context.progress('starting the Firestore emulator');
  const { host } = await keep(context, startEmulator(findEmulator()));
  const projectId = 'tilltag-bench';
  return { host, projectId, env: { FIRESTORE_EMULATOR_HOST: host, GOOGLE_CLOUD_PROJECT: projectId } };
}

/** Writes the shops where the baselines read them; their keys lie open there, which spares the baselines the unsealing. */
export async function addShops({ host, projectId }: FirestoreEmulator): Promise<void> {
  // The emulator applies the rules, which deny everything, unless it is spoken to as its owner.
  const customHeaders = { Authorization: 'Bearer owner' };
  const firestore = new Firestore({ projectId, host, ssl: false, customHeaders });
  const batch = firestore.batch();
  for (let number = 0; number < shopCount; number += 1) {
    const { propertyId, hostname, stripeKey } = toShop(number);
    batch.set(firestore.collection('shops').doc(propertyId), { hostnames: [hostname], stripe_key: stripeKey });
  }
  await batch.commit();
  await firestore.terminate();
}
