// Listing properties with the real program.
import { describe, expect, test } from 'vitest';
import { liveKey, useCli } from './use-cli.ts';

const { runProcess, run, runJson, addShop } = useCli();

describe('property list', () => {
  test('shows each property on a line, oldest first', async () => {
    const first = await addShop();
    const second = await addShop('--stripe-key', liveKey);
    const { code, stdout } = await runProcess(['property', 'list']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(new RegExp(`^${first}  test {7}My shop  shop.example.com$`));
    expect(lines[1]).toMatch(new RegExp(`^${second}  live\\+test  My shop`));
    expect(lines).toHaveLength(2);
  });

  test('is one JSON object with --json, and says on a fresh machine that there is nothing', async () => {
    expect(await runJson(['property', 'list'])).toEqual({ properties: [] });
    expect((await run(['property', 'list'])).stderr).toContain('no properties yet');
  });
});
