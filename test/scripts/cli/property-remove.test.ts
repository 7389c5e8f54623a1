// Removing a property with the real program, only when it is meant.
import { describe, expect, test } from 'vitest';
import { useCli } from './use-cli.ts';

const { runProcess, runJson, addShop, readStored } = useCli();

describe('property remove', () => {
  test('removes with --yes, and then there is nothing to remove', async () => {
    const id = await addShop();
    expect(await runProcess(['property', 'remove', id, '--yes'])).toMatchObject({
      code: 0,
      stdout: `Removed ${id}.\n`,
    });
    expect(await runJson(['property', 'list'])).toEqual({ properties: [], unreadable: [] });
    expect(await runProcess(['property', 'remove', id, '--yes'])).toMatchObject({ code: 2 });
  });

  test('without --yes and without a terminal it removes nothing', async () => {
    const id = await addShop();
    const { code, stderr } = await runProcess(['property', 'remove', id], { input: 'y\n' });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--yes') });
    expect((await readStored(id)).id).toBe(id);
  });
});
