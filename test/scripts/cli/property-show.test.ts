// Showing a property with the real program: everything but its secrets.
import { describe, expect, test } from 'vitest';
import { useCli } from './use-cli.ts';

const { runProcess, run, addShop } = useCli();

describe('property show', () => {
  test('shows mode and last four characters of a key, and nothing more of it', async () => {
    const { code, stdout } = await runProcess(['property', 'show', await addShop()]);
    expect(code).toBe(0);
    expect(stdout).toContain('rk_test_…0001');
    expect(stdout).toMatch(/Stripe key, live +none/);
    expect(stdout).not.toContain('Secret');
  });

  test('says of a key that the key ring cannot open which key is missing', async () => {
    const id = await addShop();
    const env = {
      TILLTAG_STORE: 'sqlite:.tilltag/tilltag.db',
      TILLTAG_KEYS: `other:${Buffer.alloc(32).toString('base64')}`,
    };
    const { code, stdout } = await run(['property', 'show', id], { env });
    expect(code).toBe(0);
    expect(stdout).toContain('no key named "local"');
  });

  test('a property that is not there is a wrong use', async () => {
    const { code, stderr } = await run(['property', 'show', 'tt_unknown']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('There is no property tt_unknown') });
  });
});
