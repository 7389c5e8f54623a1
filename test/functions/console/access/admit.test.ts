// Memberships that carry somebody's address and are not theirs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { membershipId } from '../../../../functions/store/console-store.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';

const email = 'stranger@shop.example';

let running: RunningConsole;
beforeAll(async () => {
  running = await startConsole();
});
afterAll(() => running.close());

describe('admit', () => {
  it('lets nobody in by a membership of whoever had their address before', async () => {
    const { accountId, store, clock } = running;
    const id = membershipId(accountId, email);
    const former = { id, version: 1, accountId, email, userId: 'usr_former', role: 'owner' } as const;
    await store.console.createMembership({ ...former, createdAtMs: clock.nowMs });
    const { id: propertyId } = await running.addProperty();
    const paths = [`/accounts/${accountId}`, `/accounts/${accountId}/members`, `/properties/${propertyId}`];
    const answers = await Promise.all(paths.map((path) => running.get(path, 'stranger')));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await running.get('/accounts', 'stranger')).body).not.toContain(accountId);
  });
});
