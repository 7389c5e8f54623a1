// What is told when a deployment ends and Google is not done.
import { describe, expect, test } from 'vitest';
import type { FunctionName } from '../../../../scripts/deploy/deployment.ts';
import { describeUnfinished } from '../../../../scripts/deploy/describe-unfinished.ts';
import { findUnfinished } from '../../../../scripts/deploy/look/find-unfinished.ts';
import { deployTo, newWish } from '../deploy-to-google.ts';
import { useGoogle } from '../stand-in/use-google.ts';

const google = useGoogle();
const { deployment } = newWish();
const open: readonly FunctionName[] = ['public', 'webhook', 'console'];

async function tell(): Promise<string[]> {
  return describeUnfinished(await findUnfinished(google.gcloud(), { deployment, open }), deployment);
}

describe('findUnfinished', () => {
  test('finds nothing where all is done', async () => {
    await deployTo(google, newWish());
    expect(await tell()).toEqual([]);
  });

  test('names the indexes and counts the changes of fields that are still being made', async () => {
    await deployTo(google, newWish());
    google.world().isSlow = true;
    const [indexes = '', fields = '', ...more] = await tell();
    expect(indexes).toMatch(/^Google is still building \d+ indexes: entries \(propertyId, dueAtMs\)/);
    expect(indexes).toContain('store_unavailable');
    expect(fields).toMatch(/^Google is still at \d\d changes of single fields\. Nothing fails/);
    expect(more).toEqual([]);
  });

  test('names every service that lets nobody in though it should, and the way out', async () => {
    google.world().isClosed = true;
    await deployTo(google, newWish());
    const told = await tell();
    expect(told).toHaveLength(3);
    expect(told[0]).toContain('gcloud run services update tilltag-public --no-invoker-iam-check');
    for (const name of open) {
      const service = google.world().services[`tilltag-${name}`];
      const annotations = { 'run.googleapis.com/invoker-iam-disabled': 'true' };
      if (service) google.world().services[`tilltag-${name}`] = { ...service, metadata: { annotations } };
    }
    expect(await tell()).toEqual([]);
  });
});
