// The list of an account's properties where there are many: in parts, each with a bounded number of questions to the database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningConsole, startConsole } from '../start-console.ts';

let running: RunningConsole;

beforeAll(async () => {
  running = await startConsole();
  for (let number = 1; number <= 120; number += 1) await running.addProperty({ name: `Shop ${number}.` });
});
afterAll(() => running.close());

async function listNames(query = ''): Promise<{ names: string[]; body: string }> {
  const { status, body } = await running.get(`/accounts/${running.accountId}${query}`);
  expect(status).toBe(200);
  return { names: [...body.matchAll(/>(Shop \d+\.)</g)].map(([, name = '']) => name), body };
}

describe('the list of properties', () => {
  it('shows fifty at once, each of them on one page, with the way to the others', async () => {
    const first = await listNames();
    expect(first.names).toHaveLength(50);
    expect(first.body).toContain('1 to 50 of 120');
    expect(first.body).toContain('?page=2">More properties');
    expect(first.body).not.toContain('Properties before these');
    const parts = [first, await listNames('?page=2'), await listNames('?page=3')];
    expect(parts[2]?.body).toContain('101 to 120 of 120');
    expect(parts[2]?.body).not.toContain('More properties');
    expect(new Set(parts.flatMap(({ names }) => names)).size).toBe(120);
  });

  it.each(['0', '-1', '1.5', 'x', ''])('shows the first part for ?page=%s', async (page) => {
    expect((await listNames(`?page=${page}`)).body).toContain('1 to 50 of 120');
  });

  it('shows the last part for a number beyond it', async () => {
    expect((await listNames('?page=99')).body).toContain('101 to 120 of 120');
  });
});
