// Listing properties with the real program.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { liveKey, useCli } from './use-cli.ts';

const { folder, runProcess, run, runJson, addShop } = useCli();

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

  test('shows the others where one is damaged, and names that one and the cure', async () => {
    const sound = await addShop();
    const damaged = await addShop();
    const database = new DatabaseSync(join(folder(), '.tilltag/tilltag.db'));
    database.prepare("UPDATE properties SET body = '{' WHERE id = ?").run(damaged);
    database.close();
    const { code, stdout, stderr } = await run(['property', 'list']);
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`^${sound}.*\n$`));
    expect(stderr).toContain(`The stored property ${damaged} is damaged`);
    expect(stderr).toContain('Restore it from a backup, or remove it.');
    expect(JSON.parse((await run(['property', 'list', '--json'])).stdout)).toMatchObject({
      properties: [{ property_id: sound }],
      unreadable: [damaged],
    });
  });

  test('is one JSON object with --json, and says on a fresh machine that there is nothing', async () => {
    expect(await runJson(['property', 'list'])).toEqual({ properties: [], unreadable: [] });
    expect((await run(['property', 'list'])).stderr).toContain('no properties yet');
  });
});
