// What is left after a deployment was taken away.
import { describe, expect, test } from 'vitest';
import type { Deployment } from '../../../../scripts/deploy/deployment.ts';
import { createRulesClient } from '../../../../scripts/deploy/google/rules-client.ts';
import { look } from '../../../../scripts/deploy/look/look.ts';
import { planRemoval } from '../../../../scripts/deploy/plan/plan-removal.ts';
import { runPlan } from '../../../../scripts/deploy/run-plan.ts';
import { deployTo, newWish, prepareFor } from '../deploy-to-google.ts';
import { useGoogle } from '../stand-in/use-google.ts';

const google = useGoogle();
const deployment = { ...newWish().deployment, projectNumber: '123456789012' };

async function remove(withData: boolean, changes: Partial<Deployment> = {}): Promise<readonly string[]> {
  const gcloud = google.gcloud();
  const rules = createRulesClient(gcloud, google.rulesBase());
  const looked = await look({ gcloud, rules }, { ...deployment, ...changes });
  const { steps, notices } = planRemoval(looked.deployment, looked.existing, withData);
  const signal = new AbortController().signal;
  await runPlan(steps, { gcloud, tell: () => {}, now: () => 0, sleep: async () => {}, signal });
  return notices;
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

  test('finds the database that was deployed with without being told its name', async () => {
    const { deployment: usual } = newWish();
    await deployTo(google, newWish({ deployment: { ...usual, database: 'shop-data' } }));
    await remove(true, { database: '' });
    expect([google.world().databases, google.world().secrets]).toEqual([{}, {}]);
  });

  test('keeps the key ring where the database that it opens is not found, and says so', async () => {
    const { deployment: usual } = newWish();
    await deployTo(google, newWish({ deployment: { ...usual, database: 'shop-data' } }));
    await remove(false);
    const notices = await remove(true, { database: '' });
    expect(notices.join()).toContain('There is no database tilltag, so the key ring tilltag-keys stays');
    expect(Object.keys(google.world().secrets)).toEqual(['tilltag-keys']);
    expect(Object.keys(google.world().databases)).toEqual(['shop-data']);
    await remove(true, { database: 'shop-data' });
    expect([google.world().databases, google.world().secrets]).toEqual([{}, {}]);
  });

  test('keeps data that another deployment or another app uses, and the unnamed database', async () => {
    const { deployment: usual } = newWish();
    await deployTo(google, newWish());
    const ring = google.world().secrets['tilltag-keys']?.[0];
    await deployTo(google, newWish({ deployment: { ...usual, prefix: 'second' }, keyRing: ring }));
    expect((await remove(true)).join()).toContain('because other apps use that database');
    expect(Object.keys(google.world().databases)).toEqual(['tilltag']);
    expect(Object.keys(google.world().secrets)).toContain('tilltag-keys');
    await deployTo(google, newWish({ deployment: { ...usual, prefix: 'third', database: '(default)' } }));
    await remove(true, { prefix: 'third', database: '' });
    expect(Object.keys(google.world().databases)).toEqual(['tilltag', '(default)']);
    expect(Object.keys(google.world().secrets)).toContain('third-keys');
  });

  test('deletes no service and no account that somebody else made under the same name', async () => {
    await deployTo(google, newWish());
    const world = google.world();
    world.services['tilltag-public'] = {
      metadata: { name: 'tilltag-public', labels: { 'cloud.googleapis.com/location': 'europe-west1' } },
    };
    const email = 'tilltag-public@shop-123.iam.gserviceaccount.com';
    world.accountTitles[email] = 'Somebody’s own';
    await remove(false);
    expect(Object.keys(world.services)).toEqual(['tilltag-public']);
    expect(world.accounts).toEqual([email]);
    expect(world.policies['project']?.map(({ member }) => member)).toEqual([`serviceAccount:${email}`]);
  });

  test('finds the schedule where it was put', async () => {
    google.world().regions.push('europe-west3');
    const { deployment: usual } = newWish();
    await deployTo(google, newWish({ deployment: { ...usual, schedulerRegion: 'europe-west3' } }));
    await remove(false, { schedulerRegion: '' });
    expect(google.world().jobs).toEqual({});
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
