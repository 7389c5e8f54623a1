// What a later run makes of a deployment that is there, against the stand-in for gcloud.
import { beforeEach, describe, expect, test } from 'vitest';
import { listShellLines } from '../../../scripts/deploy/plan/step.ts';
import { deployTo, newWish, prepareFor } from './deploy-to-google.ts';
import { useGoogle } from './stand-in/use-google.ts';

const google = useGoogle();

describe('a later run', () => {
  beforeEach(async () => {
    await deployTo(google, newWish());
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
    expect(titles).toEqual(['Deploy public again (TILLTAG_PUBLIC_URL)', 'Deploy console again (TILLTAG_PUBLIC_URL)']);
  });

  test('keeps the host name for pages where there is no console', async () => {
    const { deployment } = newWish();
    const other = { ...deployment, prefix: 'second', database: 'second' };
    const functions = ['webhook', 'sweep', 'public'] as const;
    const told = newWish({ deployment: other, functions, domains: { pages: 'tags.example.com' } });
    await deployTo(google, told);
    const again = await prepareFor(google, { ...told, domains: {} });
    expect([again.steps, again.wish.domains.pages]).toEqual([[], 'tags.example.com']);
    const { steps, notices } = await prepareFor(google, { ...told, functions: ['webhook'], domains: { pages: '' } });
    expect([steps.length, notices.join()]).toEqual([
      0,
      expect.stringContaining('Deploy it as well: --function public'),
    ]);
  });

  test('says which host names a run cannot write down', async () => {
    const { deployment } = newWish();
    const other = { ...deployment, prefix: 'second', database: 'second' };
    const domains = { pages: 'tags.example.com', console: 'console.example.com' };
    const { notices } = await prepareFor(google, newWish({ deployment: other, functions: ['webhook'], domains }));
    expect(notices.map((one) => one.split(' ')[0])).toEqual(['--domain', '--console-domain']);
  });

  test('sends requests to what it deploys where somebody had gone back to an earlier revision', async () => {
    const pinned = google.world().services['tilltag-public'];
    Reflect.set(Object(pinned?.['spec']), 'traffic', [
      { revisionName: 'tilltag-public-00001-abc', percent: 100 },
      { latestRevision: true, tag: 'next' },
    ]);
    const { steps, notices } = await prepareFor(google, newWish());
    expect([steps, notices.join()]).toEqual([[], expect.stringContaining('update-traffic tilltag-public --to-latest')]);
    const changed = newWish({ functions: ['public'] });
    expect((await deployTo(google, changed, { code: 'v2' })).titles).toEqual([
      'Deploy public again (new code)',
      'Send requests to the newest revision of public again',
    ]);
    expect((await prepareFor(google, changed, { code: 'v2' })).notices).toEqual([]);
  });

  test('waits for new indexes before code goes out that asks by them', async () => {
    google.world().indexes.pop();
    google.world().isSlow = true;
    const { steps } = await prepareFor(google, newWish(), { code: 'v2' });
    expect(steps.map(({ title }) => title).slice(0, 3)).toEqual([
      ...[
        'Make the indexes that questions need',
        'Wait until the indexes are built',
        'Deploy webhook again (new code)',
      ],
    ]);
    const running = deployTo(google, newWish(), { code: 'v2', onWait: () => (google.world().isSlow = false) });
    expect((await running).waitsMs).toEqual([20_000]);
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
