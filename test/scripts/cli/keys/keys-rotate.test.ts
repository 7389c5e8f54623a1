// Exchanging the key that seals secrets, as an operator does it.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findKeyName } from '../../../../functions/store/sealing.ts';
import { useShop } from '../use-shop.ts';

const { run, runJson, addShop, addContainer, addGa4, readStored, folder } = useShop();
const store = 'sqlite:.tilltag/tilltag.db';
const newKey = `next:${randomBytes(32).toString('base64')}`;
const readOldKey = (): string => readFileSync(join(folder(), '.tilltag/keys'), 'utf8').trim();
const withKeys = (keys: string) => ({ env: { TILLTAG_STORE: store, TILLTAG_KEYS: keys } });

/** A shop with every kind of secret. */
async function addFullShop(): Promise<string> {
  const id = await addShop();
  await run(['property', 'connect', id, '--secret', '-'], { input: `whsec_${'a'.repeat(32)}` });
  await addContainer(id);
  await addGa4(id);
  return id;
}

describe('keys rotate', () => {
  test('seals everything of all properties with the newest key, after which the old one is not needed', async () => {
    const ids = [await addFullShop(), await addShop()];
    const both = withKeys(`${newKey},${readOldKey()}`);
    const rotated = await runJson(['keys', 'rotate'], both);
    expect(rotated).toEqual({
      ...{ newest_key: 'next', properties: 2, resealed: 5, kept: 0, closed: [], damaged: [] },
    });
    for (const id of ids) {
      const { stripeKeys, webhookSecrets, destinations } = await readStored(id);
      const sealed = [stripeKeys.test ?? '', ...webhookSecrets.test, ...destinations.map(({ secret }) => secret)];
      expect(new Set(sealed.map(findKeyName))).toEqual(new Set(['next']));
    }
    const { code, stdout } = await run(['property', 'check', ids[0] ?? ''], withKeys(newKey));
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('It reads sessions.') });
  });

  test('does nothing a second time', async () => {
    const id = await addFullShop();
    const both = withKeys(`${newKey},${readOldKey()}`);
    await runJson(['keys', 'rotate'], both);
    const before = await readStored(id);
    expect(await runJson(['keys', 'rotate'], both)).toMatchObject({ resealed: 0, kept: 4 });
    expect(await readStored(id)).toEqual(before);
  });

  test('says in words what was done and what comes next', async () => {
    await addShop();
    const { code, stdout, stderr } = await run(['keys', 'rotate'], {
      ...withKeys(`${newKey},${readOldKey()}`),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('1 secrets of 1 properties were sealed with the key "next"');
    expect(stdout).toContain('Older keys can be taken off TILLTAG_KEYS');
  });

  test('leaves what no key opens, names it and ends with 1', async () => {
    const id = await addShop();
    const before = await readStored(id);
    const { code, stdout, stderr } = await run(['keys', 'rotate', '--json'], withKeys(newKey));
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      resealed: 0,
      closed: [{ property_id: id, name: 'stripe_key:test', fault: expect.stringContaining('holds no key named') }],
    });
    expect(stderr).toContain('Keep older keys');
    expect(await readStored(id)).toEqual(before);
  });
});
