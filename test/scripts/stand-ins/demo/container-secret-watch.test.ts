// What the demo says when its property gets another container secret.
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings, type Settings } from '../../../../functions/settings.ts';
import { openStore } from '../../../../functions/store/open-store.ts';
import type { Store } from '../../../../functions/store/store.ts';
import { createContainerSecretWatch } from '../../../../scripts/stand-ins/demo/container-secret-watch.ts';
import { connectDemoContainer } from '../../../../scripts/stand-ins/demo/demo-property.ts';
import { newProperty } from '../../../functions/store/records.ts';

const container = { url: 'http://127.0.0.1:8791/checkout', secret: 'demoContainerSecretOfTheTest' };

let settings: Settings;
let store: Store;
let propertyId: string;
let said: string[];
let look: () => Promise<void>;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tilltag-'));
  settings = readSettings({
    TILLTAG_STORE: `sqlite:${join(folder, 'tilltag.db')}`,
    TILLTAG_KEYS: `demo:${randomBytes(32).toString('base64')}`,
  });
  store = await openStore(settings.store);
  const property = newProperty();
  propertyId = property.id;
  await store.createProperty(property);
  await connectDemoContainer(settings, propertyId, container, 1000);
  said = [];
  const notify = (sentence: string) => said.push(sentence);
  look = createContainerSecretWatch({ store, settings, propertyId, container, notify });
});

afterEach(() => store.close());

async function giveSecret(hash: string): Promise<void> {
  const property = await store.findProperty(propertyId);
  if (property === undefined) throw new Error('The property is gone.');
  await store.changeProperty({ ...property, containerSecretHash: hash });
}

describe('createContainerSecretWatch', () => {
  it('says nothing while both hold the same secret', async () => {
    await look();
    await look();
    expect(said).toEqual([]);
  });

  it('names the cure once when the property gets another secret, and again after both were the same in between', async () => {
    await giveSecret('0'.repeat(64));
    await look();
    await look();
    expect(said).toEqual([expect.stringMatching(/another container secret.*401.*start it again/)]);
    await connectDemoContainer(settings, propertyId, container, 2000);
    await look();
    expect(said).toHaveLength(1);
    await giveSecret('1'.repeat(64));
    await look();
    expect(said).toHaveLength(2);
  });

  it('says so when the property was removed', async () => {
    await store.deleteProperty(propertyId);
    await look();
    expect(said).toEqual([expect.stringContaining('was removed')]);
  });
});
