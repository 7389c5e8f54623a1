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

  test('deploys again only the function whose code changed', async () => {
    const { steps } = await prepareFor(google, newWish(), { code: 'v2' });
    expect(steps.map(({ title }) => title)).toEqual([
      ...['Deploy webhook again (new code)', 'Deploy sweep again (new code)', 'Deploy public again (new code)'],
      'Deploy console again (new code)',
    ]);
    expect((await prepareFor(google, newWish({ minInstances: 1 }))).steps.map(({ title }) => title)).toEqual([
      'Deploy public again (minInstances)',
    ]);
  });

  test('reads a new key ring when somebody added a version of it', async () => {
    google.world().secrets['tilltag-keys']?.push('second');
    const { steps } = await prepareFor(google, newWish());
    expect(steps.map(({ title }) => title)).toHaveLength(4);
    expect(steps.flatMap(listShellLines).join('\n')).toContain('TILLTAG_KEYS=tilltag-keys:2');
  });

  test('knows the console’s sign-in of the last time, and changes a client secret that is given anew', async () => {
    const silent = { clientId: undefined, clientSecret: undefined, signInDomains: undefined, isFirstOwner: false };
    expect((await prepareFor(google, newWish({ console: silent }))).steps).toEqual([]);
    await deployTo(google, newWish({ console: { ...silent, clientSecret: 'GOCSPX-second' } }));
    expect(google.world().secrets['tilltag-oidc-client-secret']).toEqual(['GOCSPX-hidden', 'GOCSPX-second']);
  });

  test('keeps variables that somebody added, and takes back what somebody opened', async () => {
    const sweep = 'service:tilltag-sweep';
    google.world().policies[sweep]?.push({ role: 'roles/run.invoker', member: 'allUsers' });
    expect((await deployTo(google, newWish())).titles).toEqual(['Deploy sweep again (who may ask)']);
    expect(google.world().policies[sweep]).toHaveLength(1);
    const deploys = google.changes().filter((line) => line.startsWith('run deploy'));
    expect(deploys.every((line) => line.includes('--update-env-vars=') && !line.includes('--set-env-vars'))).toBe(true);
  });

  test('a version that was disabled or added beside it does not shift the one that is read', async () => {
    const world = google.world();
    world.secrets['tilltag-oidc-client-secret']?.push('GOCSPX-broken');
    world.disabledVersions.push('tilltag-oidc-client-secret:2');
    expect((await prepareFor(google, newWish())).steps).toEqual([]);
    const console = { ...newWish().console, clientSecret: 'GOCSPX-third' };
    await deployTo(google, newWish({ console }));
    expect(world.secrets['tilltag-oidc-client-secret']).toHaveLength(3);
    expect(google.changes().at(-1)).toContain('TILLTAG_OIDC_CLIENT_SECRET=tilltag-oidc-client-secret:3');
  });

  test('keeps what an earlier run was told where a later one does not say it', async () => {
    google.world().regions.push('europe-west3');
    const { deployment } = newWish();
    const told = newWish({
      ...{ minInstances: 1, trustedHops: 2, domains: { pages: 'tags.example.com', console: 'console.example.com' } },
      deployment: { ...deployment, schedulerRegion: 'europe-west3' },
    });
    await deployTo(google, told);
    const left = { ...deployment, database: '', schedulerRegion: '' };
    const silent = newWish({ minInstances: undefined, trustedHops: undefined, deployment: left });
    const again = await prepareFor(google, silent);
    expect(again.steps.map(({ title }) => title)).toEqual([]);
    expect(again.wish).toMatchObject({ minInstances: 1, trustedHops: 2, domains: told.domains });
    const { titles } = await deployTo(google, { ...silent, domains: { pages: '' } });
    expect(titles).toEqual(['Deploy console again (TILLTAG_PUBLIC_URL)']);
  });

  test('stays on the database that it was deployed with', async () => {
    const { deployment } = newWish();
    const second = { ...deployment, prefix: 'second', database: 'shop-data' };
    await deployTo(google, newWish({ deployment: second }));
    const { steps } = await prepareFor(google, newWish({ deployment: { ...second, database: '' } }));
    expect(steps).toEqual([]);
  });

  test('refuses a second region, whose accounts and data would be the same', async () => {
    const { deployment } = newWish();
    const elsewhere = { ...deployment, region: 'us-central1' };
    await expect(prepareFor(google, newWish({ deployment: elsewhere }))).rejects.toThrow('Say --region europe-west1');
  });

  test('refuses a service of the same name that somebody else deployed', async () => {
    const labels = { 'cloud.googleapis.com/location': 'europe-west1' };
    google.world().services['tilltag-public'] = { metadata: { name: 'tilltag-public', labels } };
    await expect(prepareFor(google, newWish())).rejects.toThrow('tilltag-public that was not deployed by this command');
  });

  test('refuses a new key ring for a database whose own is gone, and takes the old one', async () => {
    google.world().disabledVersions.push('tilltag-keys:1');
    await expect(prepareFor(google, newWish())).rejects.toThrow('--keys-file');
    expect((await prepareFor(google, newWish(), { isTrial: true })).notices.join()).toContain('--keys-file');
    const keyRing = `old:${Buffer.alloc(32, 1).toString('base64')}`;
    await deployTo(google, newWish({ keyRing }));
    expect(google.world().secrets['tilltag-keys']?.[1]).toBe(keyRing);
    expect(google.changes().at(-1)).toContain('TILLTAG_KEYS=tilltag-keys:2');
    expect((await prepareFor(google, newWish({ keyRing }))).notices.join()).toContain('is there already');
  });

  test('puts a second deployment beside it under another prefix', async () => {
    const other = newWish();
    const deployment = { ...other.deployment, prefix: 'agency-two', database: 'agency-two' };
    const { titles } = await deployTo(google, { ...other, deployment });
    expect(titles).toContain('Deploy public');
    expect(Object.keys(google.world().databases)).toEqual(['tilltag', 'agency-two']);
    expect((await prepareFor(google, newWish())).steps).toEqual([]);
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
