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
