// What a deployment makes of a project in any state, against the stand-in for gcloud.
import { beforeEach, describe, expect, test } from 'vitest';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { checkProject } from '../../../scripts/deploy/check-google.ts';
import { denyAllRules } from '../../../scripts/deploy/google/rules-client.ts';
import { toTakeCommand } from '../../../scripts/deploy/lock/take-lock.ts';
import { listShellLines } from '../../../scripts/deploy/plan/step.ts';
import type { Wish } from '../../../scripts/deploy/wish.ts';
import { deployTo, newWish, ownProcess, prepareFor } from './deploy-to-google.ts';
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

  test('refuses settings with which a function would not start, and names the options', async () => {
    const console = { ...newWish().console, signInDomains: '@example.com', issuer: 'https://a@b.example' };
    await expect(prepareFor(google, newWish({ console }))).rejects.toThrow(
      /^The functions would not start:\n {2}--oidc-issuer: TILLTAG_OIDC_ISSUER .*\n {2}--sign-in-domains: TILLTAG_CONSOLE_D/,
    );
    const { notices } = await prepareFor(google, newWish({ console }), { isTrial: true });
    expect(notices.join()).toContain('The functions would not start');
  });

  test('refuses a console that the first stranger would own, unless that is meant', async () => {
    const console = { clientId: 'client-1', clientSecret: 'GOCSPX-hidden', isFirstOwner: false };
    await expect(prepareFor(google, newWish({ console }))).rejects.toThrow('--sign-in-domains');
    await prepareFor(google, newWish({ console: { ...console, isFirstOwner: true } }));
  });

  test('plans for an empty project where nobody is signed in, and names what it does not know', async () => {
    google.world().account = '';
    const { deployment } = newWish();
    const silent = newWish({ deployment: { ...deployment, database: '', schedulerRegion: '' } });
    const { steps, notices } = await prepareFor(google, silent, { isTrial: true });
    const lines = steps.flatMap(listShellLines);
    expect(lines[0]).toBe(`PROJECT_NUMBER="$(gcloud projects describe shop-123 --format='value(projectNumber)')"`);
    expect(lines.filter((line) => line.startsWith('gcloud run deploy'))).toHaveLength(4);
    expect(lines.find((line) => line.includes('scheduler jobs create'))).toContain(
      '--uri=https://tilltag-sweep-"$PROJECT_NUMBER".europe-west1.run.app/sweep',
    );
    expect(notices[0]).toMatch(
      /^Nobody is signed in to gcloud\. Sign in with: gcloud auth login\nUntil then nobody knows/,
    );
    await expect(prepareFor(google, silent)).rejects.toThrow('gcloud auth login');
  });

  test('takes the credentials that a build server gives to gcloud', async () => {
    const gcloud = google.gcloud();
    const ask: typeof gcloud.ask = async (args) => (args[0] === 'auth' ? [] : await gcloud.ask(args));
    const checked = await checkProject({ run: gcloud.run, ask }, 'shop-123');
    expect(checked.account).toBe('the credentials of this environment');
  });

  test('builds nothing while somebody else deploys, and only mentions it in a trial', async () => {
    google.world().apis.push('secretmanager.googleapis.com');
    const { args } = toTakeCommand({ deployment: newWish().deployment, account: 'bob@example.com' });
    await google.gcloud().run({ args });
    await expect(prepareFor(google, newWish())).rejects.toThrow('bob@example.com is changing the deployment');
    const { notices } = await prepareFor(google, newWish(), { isTrial: true });
    expect(notices.join()).toContain('bob@example.com is changing the deployment');
    const forced = await prepareFor(google, newWish(), { isForced: true });
    expect([forced.notices, forced.broken]).toEqual([[], expect.objectContaining({ account: 'bob@example.com' })]);
  });

  test('goes on at once after a run that has died on this machine, and says so', async () => {
    google.world().apis.push('secretmanager.googleapis.com');
    const taker = { account: 'ann@example.com', machine: ownProcess.machine, pid: 4712 };
    await google.gcloud().run(toTakeCommand({ deployment: newWish().deployment, ...taker }));
    const { notices, broken } = await prepareFor(google, newWish());
    expect(notices).toEqual([
      expect.stringMatching(/^An earlier run on this machine \(process 4712, since .* UTC\) has died/),
    ]);
    expect(broken).toMatchObject({ pid: 4712 });
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
    ['gcloud is old', { version: '500.0.0' }, 'gcloud components update'],
    [
      'Google is not reached',
      { failures: [{ matching: 'projects describe', times: 1, message: 'gcloud crashed (ConnectionError): …' }] },
      'Google was not reached from this machine',
    ],
  ])('says what to do where %s', async (_, changes, words) => {
    Object.assign(google.world(), changes);
    await expect(prepareFor(google, newWish())).rejects.toThrow(words);
  });
});
