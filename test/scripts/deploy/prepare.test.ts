// What a deployment makes of a project in any state, against the stand-in for gcloud.
import { beforeEach, describe, expect, test } from 'vitest';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { denyAllRules } from '../../../scripts/deploy/google/rules-client.ts';
import { listShellLines } from '../../../scripts/deploy/plan/step.ts';
import type { Wish } from '../../../scripts/deploy/wish.ts';
import { deployTo, newWish, prepareFor } from './deploy-to-google.ts';
import { useGoogle } from './stand-in/use-google.ts';
import { newWorld } from './stand-in/world.ts';

const google = useGoogle();

describe('a deployment into an empty project', () => {
  beforeEach(async () => {
    await deployTo(google, newWish());
  });

  test('makes everything, and a second one finds nothing to change', async () => {
    const { services, jobs, databases, indexes } = google.world();
    expect(Object.keys(services)).toEqual(['tilltag-webhook', 'tilltag-sweep', 'tilltag-public', 'tilltag-console']);
    expect(databases).toEqual({
      tilltag: { type: 'FIRESTORE_NATIVE', locationId: 'europe-west1', isProtected: true },
    });
    expect(Object.keys(jobs)).toEqual(['tilltag-sweep']);
    expect(indexes.length).toBeGreaterThan(0);
    expect((await prepareFor(google, newWish())).steps).toEqual([]);
  });

  test('lets nobody but the scheduler ask for a sweep, and everybody ask the others', () => {
    const { policies } = google.world();
    expect(policies['service:tilltag-sweep']).toEqual([
      { role: 'roles/run.invoker', member: 'serviceAccount:tilltag-scheduler@shop-123.iam.gserviceaccount.com' },
    ]);
    for (const name of ['public', 'webhook', 'console']) {
      expect(policies[`service:tilltag-${name}`]).toEqual([{ role: 'roles/run.invoker', member: 'allUsers' }]);
    }
    expect(google.world().jobs['tilltag-sweep']).toMatchObject({
      uri: 'https://tilltag-sweep-123456789012.europe-west1.run.app/sweep',
      'oidc-token-audience': 'https://tilltag-sweep-123456789012.europe-west1.run.app',
      'oidc-service-account-email': 'tilltag-scheduler@shop-123.iam.gserviceaccount.com',
    });
  });

  test('gives each function the one database and its own secrets, and nothing else of the project', () => {
    const { policies } = google.world();
    const expression = 'resource.name == "projects/shop-123/databases/tilltag"';
    const data = (policies['project'] ?? []).filter(({ role }) => role === 'roles/datastore.user');
    expect(data.map(({ member }) => member.split('@')[0])).toEqual([
      ...['serviceAccount:tilltag-webhook', 'serviceAccount:tilltag-sweep', 'serviceAccount:tilltag-public'],
      'serviceAccount:tilltag-console',
    ]);
    expect(new Set(data.map(({ condition }) => condition?.expression))).toEqual(new Set([expression]));
    expect(new Set((policies['project'] ?? []).map(({ role }) => role))).toEqual(
      new Set(['roles/run.builder', 'roles/datastore.user']),
    );
    expect(policies['secret:tilltag-oidc-client-secret']?.map(({ member }) => member.split('@')[0])).toEqual([
      'serviceAccount:tilltag-console',
    ]);
    expect(policies['secret:tilltag-keys']).toHaveLength(4);
  });

  test('keeps a new key ring in Secret Manager, and secrets off every command line', () => {
    const { secrets } = google.world();
    const [ring = ''] = secrets['tilltag-keys'] ?? [];
    expect(parseKeyRing(ring)).toHaveLength(1);
    expect(secrets['tilltag-oidc-client-secret']).toEqual(['GOCSPX-hidden']);
    const lines = google.calls().map(({ args }) => args.join(' '));
    expect(lines.filter((line) => line.includes(ring) || line.includes('GOCSPX-hidden'))).toEqual([]);
  });

  test('tells the console where pages and Stripe ask, by the operator’s own host names where there are some', async () => {
    const variables = async (domains: Wish['domains']) => {
      const { steps } = await prepareFor(google, newWish({ domains }), { code: 'v2' });
      return steps.flatMap(listShellLines).find((line) => line.startsWith('gcloud run deploy tilltag-console')) ?? '';
    };
    const plain = await variables({});
    expect(plain).toContain('TILLTAG_PUBLIC_URL=https://tilltag-public-123456789012.europe-west1.run.app');
    const own = await variables({ pages: 'tags.example.com', console: 'console.example.com' });
    for (const line of [plain, own])
      expect(line).toContain('TILLTAG_WEBHOOK_URL=https://tilltag-webhook-123456789012.europe-west1.run.app');
    expect(own).toContain('TILLTAG_PUBLIC_URL=https://tags.example.com');
    expect(own).toContain('TILLTAG_CONSOLE_URL=https://console.example.com');
  });

  test('denies browsers and apps everything', () => {
    expect(google.rules().get('projects/shop-123/releases/cloud.firestore/tilltag')).toBe(denyAllRules);
  });
});

describe('a deployment that fails midway', () => {
  test('says at which step and why, and the next one goes on from there', async () => {
    google
      .world()
      .failures.push({ matching: 'run deploy tilltag-public', times: 1, message: 'Build failed; check build logs' });
    const lines: string[] = [];
    await expect(deployTo(google, newWish(), { onStep: (line) => lines.push(line) })).rejects.toThrow(
      /^Deploy public: gcloud run deploy tilltag-public failed\.\nGoogle said:\n {2}ERROR: \(gcloud\) Build failed.*\nThe command was: gcloud run deploy [^\n]*\n.*Run the same command again/s,
    );
    expect(lines.at(-1)).toMatch(/Deploy public: failed after/);
    expect(google.world().services).not.toHaveProperty('tilltag-public');
    const { titles } = await deployTo(google, newWish());
    expect(titles).toEqual([
      'Deploy public',
      'Deploy console',
      'Let the scheduler ask for a sweep, and nobody else',
      'Ask for a sweep every minute',
    ]);
  });

  test('waits where Google does not know a new account yet', async () => {
    const message = 'INVALID_ARGUMENT: Service account tilltag-build@shop-123 does not exist.';
    google.world().failures.push({ matching: '--role=roles/run.builder', times: 2, message });
    const { waitsMs } = await deployTo(google, newWish());
    expect(waitsMs).toEqual([2_000, 4_000]);
  });

  test('ends between two commands when it is stopped', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(deployTo(google, newWish(), { signal: stop.signal })).rejects.toThrow(/^Stopped at: Turn on 9 APIs/);
    expect(google.world().apis).toEqual([]);
  });
});

describe('prepare', () => {
  test('looks for what is offered where only after the APIs are on, and before anything is made', async () => {
    const { steps } = await prepareFor(google, newWish());
    expect(steps.slice(0, 5).map(({ title }) => title)).toEqual([
      'Turn on 9 APIs',
      'Check that Cloud Run is offered in europe-west1',
      'Check that Firestore is offered in europe-west1',
      'Check that Cloud Scheduler is offered in europe-west1',
      'Create the service account tilltag-build',
    ]);
    expect(google.changes()).toEqual([]);
  });

  test('refuses a region that Google does not have, naming those there are', async () => {
    google.world().apis.push('run.googleapis.com');
    const wish = newWish();
    await expect(
      prepareFor(google, { ...wish, deployment: { ...wish.deployment, region: 'moon-west1' } }),
    ).rejects.toThrow(
      'Google offers no Cloud Run in "moon-west1". Choose another with --region: europe-west1, us-central1.',
    );
  });

  test('takes a database where it lies, and refuses one in another mode', async () => {
    google.world().apis.push('firestore.googleapis.com');
    google.world().databases['tilltag'] = { type: 'FIRESTORE_NATIVE', locationId: 'eur3', isProtected: false };
    const { wish, steps, notices } = await prepareFor(google, newWish());
    expect(wish.deployment.databaseLocation).toBe('eur3');
    expect(steps.map(({ title }) => title)).toContain('Protect the database tilltag from being deleted');
    expect(notices).toEqual([]);
    google.world().databases['tilltag'] = { type: 'DATASTORE_MODE', locationId: 'eur3', isProtected: false };
    await expect(prepareFor(google, newWish())).rejects.toThrow('DATASTORE_MODE');
  });

  test('leaves security rules alone that let another app in, and says so', async () => {
    google.world().apis.push('firestore.googleapis.com', 'firebaserules.googleapis.com');
    google.world().databases['tilltag'] = { type: 'FIRESTORE_NATIVE', locationId: 'eur3', isProtected: true };
    const name = 'projects/shop-123/releases/cloud.firestore/tilltag';
    google.rules().set(name, '').set('released', 'match /{document=**} { allow read: if request.auth != null; }');
    const { steps, notices } = await prepareFor(google, newWish());
    expect(steps.map(({ title }) => title)).not.toContain('Let browsers and apps read and write nothing in it');
    expect(notices.join()).toContain('another app uses it');
  });

  test('refuses a console that nobody could sign in to, with the redirect URI to enter', async () => {
    const console = { isFirstOwner: false };
    await expect(prepareFor(google, newWish({ console }))).rejects.toThrow(
      'https://tilltag-console-123456789012.europe-west1.run.app/console/sign-in/callback',
    );
    expect((await prepareFor(google, newWish({ console }), { isTrial: true })).notices).toHaveLength(1);
    const functions = ['webhook', 'sweep', 'public'] as const;
    expect((await prepareFor(google, newWish({ console, functions }))).notices).toEqual([]);
  });

  test('refuses a console that the first stranger would own, unless that is meant', async () => {
    const console = { clientId: 'client-1', clientSecret: 'GOCSPX-hidden', isFirstOwner: false };
    await expect(prepareFor(google, newWish({ console }))).rejects.toThrow('--sign-in-domains');
    await prepareFor(google, newWish({ console: { ...console, isFirstOwner: true } }));
  });

  test.each([
    ['nobody is signed in', { account: '' }, 'gcloud auth login'],
    [
      'nobody may see it',
      { project: { ...newWorld().project, projectId: 'other-1' } },
      'There is no project shop-123 that',
    ],
    [
      'it is being deleted',
      { project: { ...newWorld().project, lifecycleState: 'DELETE_REQUESTED' } },
      'is being deleted',
    ],
    ['nobody pays', { billingEnabled: false }, 'billing/linkedaccount?project=shop-123'],
  ])('says what to do where %s', async (_, changes, words) => {
    Object.assign(google.world(), changes);
    await expect(prepareFor(google, newWish())).rejects.toThrow(words);
  });
});
