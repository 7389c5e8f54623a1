// What is left after a deployment was taken away.
import { describe, expect, test } from 'vitest';
import { look } from '../../../../scripts/deploy/look/look.ts';
import { planRemoval } from '../../../../scripts/deploy/plan/plan-removal.ts';
import { runPlan } from '../../../../scripts/deploy/run-plan.ts';
import { deployTo, newWish, prepareFor } from '../deploy-to-google.ts';
import { useGoogle } from '../stand-in/use-google.ts';

const google = useGoogle();
const deployment = { ...newWish().deployment, projectNumber: '123456789012' };

async function remove(withData: boolean): Promise<void> {
  const gcloud = google.gcloud();
  const steps = planRemoval(deployment, await look({ gcloud }, deployment), withData);
  const signal = new AbortController().signal;
  await runPlan(steps, { gcloud, progress: () => {}, now: () => 0, sleep: async () => {}, signal });
}

describe('planRemoval', () => {
  test('takes everything but the database and the key ring that opens it', async () => {
    await deployTo(google, newWish());
    await remove(false);
    const { services, jobs, accounts, databases, secrets, policies } = google.world();
    expect([services, jobs, accounts]).toEqual([{}, {}, []]);
    expect(Object.keys(databases)).toEqual(['tilltag']);
    expect(Object.keys(secrets)).toEqual(['tilltag-keys']);
    expect([policies['project'], policies['secret:tilltag-keys']]).toEqual([[], []]);
  });

  test('takes these as well where they are to go, the database unprotected first', async () => {
    await deployTo(google, newWish());
    await remove(true);
    expect([google.world().databases, google.world().secrets]).toEqual([{}, {}]);
  });

  test('leaves another deployment in the same project as it is', async () => {
    const other = newWish({ deployment: { ...newWish().deployment, prefix: 'second', database: 'second' } });
    await deployTo(google, newWish());
    await deployTo(google, other);
    await remove(true);
    expect((await prepareFor(google, other)).steps).toEqual([]);
  });

  test('what is gone can be deployed again onto the data that stayed, with the same key ring', async () => {
    await deployTo(google, newWish());
    const ring = google.world().secrets['tilltag-keys'];
    await remove(false);
    await deployTo(google, newWish());
    expect(google.world().secrets['tilltag-keys']).toEqual(ring);
    expect((await prepareFor(google, newWish())).steps).toEqual([]);
  });
});
