// Firestore for a bench: Google's emulator, and the shops in it as the baselines keep them.
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
export async function startFirestore(context: Pick<BenchContext, 'onEnd' | 'progress'>): Promise<FirestoreEmulator> {
  context.progress('starting the Firestore emulator');
  const { host } = await keep(context, startEmulator(findEmulator()));
  const projectId = 'tilltag-bench';
  return { host, projectId, env: { FIRESTORE_EMULATOR_HOST: host, GOOGLE_CLOUD_PROJECT: projectId } };
}

/** Writes the shops where the baselines read them; their keys lie open there, which spares the baselines the unsealing. */
export async function addShops({ host, projectId }: FirestoreEmulator): Promise<void> {
  const database = `projects/${projectId}/databases/(default)`;
  const writes = Array.from({ length: shopCount }, (_, number) => {
    const { propertyId, hostname, stripeKey } = toShop(number);
    const hostnames = { arrayValue: { values: [{ stringValue: hostname }] } };
    const fields = { hostnames, stripe_key: { stringValue: stripeKey } };
    return { update: { name: `${database}/documents/shops/${propertyId}`, fields } };
  });
  const answer = await fetch(`http://${host}/v1/${database}/documents:commit`, {
    method: 'POST',
    // The emulator applies the rules, which deny everything, unless it is spoken to as its owner.
    headers: { Authorization: 'Bearer owner', 'Content-Type': 'application/json' },
    body: JSON.stringify({ writes }),
  });
  if (!answer.ok) throw new Error(`The Firestore emulator refused the shops: ${answer.status} ${await answer.text()}`);
}
