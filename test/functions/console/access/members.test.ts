// Members of an account: asking them in, what they may do, removing them, and leaving.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Membership } from '../../../../functions/rules/account.ts';
import { type ConsoleAnswer, type RunningConsole, startConsole } from '../start-console.ts';

let running: RunningConsole;
let members: string;

beforeEach(async () => {
  running = await startConsole();
  members = `/accounts/${running.accountId}/members`;
});
afterEach(() => running.close());

function find(email: string): Promise<Membership | undefined> {
  return running.store.console.findMembership(running.accountId, email);
}

async function listAudited(): Promise<(string | null)[][]> {
  const events = await running.store.console.listAuditEvents({ accountId: running.accountId, limit: 10 });
  return events.map(({ what, about, email }) => [what, about, email]);
}

function noticeOf({ status, location }: ConsoleAnswer) {
  return [status, location];
}

const saved = [303, expect.stringMatching(/\/console\/accounts\/acc_ours\/members\?notice=saved$/)];

describe('members', () => {
  it('are listed with their roles, and who has not come yet', async () => {
    await running.post(members, { email: 'new@shop.example', role: 'viewer' });
    const { body } = await running.get(members);
    expect(body).toMatch(/owner@shop\.example <span class="hint">you<\/span>/);
    expect(body).toMatch(/new@shop\.example <span class="hint">asked in, has not signed in yet<\/span>/);
    expect(body).toMatch(/Make owner<span class="unseen"> \(viewer@shop\.example\)<\/span>/);
  });

  it('are asked in by address and role', async () => {
    expect(noticeOf(await running.post(members, { email: ' New@Shop.example ', role: 'owner' }))).toEqual(saved);
    expect(await find('new@shop.example')).toMatchObject({ role: 'owner', userId: null });
    expect(await listAudited()).toEqual([['member_invited', 'new@shop.example', 'owner@shop.example']]);
  });

  it.each([
    [{ email: 'nobody', role: 'viewer' }, 'Enter one whole e-mail address'],
    [{ email: 'a:b@shop.example', role: 'viewer' }, 'Enter one whole e-mail address'],
    [{ email: 'new@shop.example', role: 'admin' }, 'Choose what the person may do'],
    [{ email: 'viewer@shop.example', role: 'owner' }, 'is in the account already'],
  ])('are not asked in with %j, which is shown again with what is wrong', async (fields, words) => {
    const before = running.dump();
    const answer = await running.post(members, fields);
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(words);
    expect(answer.body).toContain(`value="${fields.email}"`);
    expect(running.dump()).toBe(before);
  });

  it('are made owners and viewers', async () => {
    await running.post(`${members}/role`, { email: 'viewer@shop.example', role: 'owner' });
    expect(await find('viewer@shop.example')).toMatchObject({ role: 'owner' });
    expect((await running.get(members, 'viewer')).status).toBe(200);
    await running.post(`${members}/role`, { email: 'owner@shop.example', role: 'viewer' }, 'viewer');
    expect((await running.get(members)).status).toBe(403);
  });

  it('are removed, and see nothing any more', async () => {
    await running.post(`${members}/remove`, { email: 'viewer@shop.example' });
    expect(await find('viewer@shop.example')).toBeUndefined();
    expect((await running.get('/accounts', 'viewer')).body).toContain('You are in no account yet');
    expect(await listAudited()).toEqual([['member_removed', 'viewer@shop.example', 'owner@shop.example']]);
  });

  it.each([
    ['is not made a viewer', 'role', { email: 'owner@shop.example', role: 'viewer' }],
    ['is not removed', 'remove', { email: 'owner@shop.example' }],
  ])('of whom the last owner %s', async (_, what, fields) => {
    await running.post(members, { email: 'new@shop.example', role: 'owner' });
    const before = running.dump();
    const answer = await running.post(`${members}/${what}`, fields);
    expect([answer.status, answer.body.includes('An account needs an owner who has signed in')]).toEqual([422, true]);
    expect(running.dump()).toBe(before);
  });

  it('of whom two owners remove each other at once leave one of them', async () => {
    await running.post(`${members}/role`, { email: 'viewer@shop.example', role: 'owner' });
    await Promise.all([
      running.post(`${members}/remove`, { email: 'viewer@shop.example' }),
      running.post(`${members}/remove`, { email: 'owner@shop.example' }, 'viewer'),
    ]);
    const owners = await running.store.console.listMembershipsOfAccount(running.accountId);
    expect(owners.filter(({ role }) => role === 'owner').length).toBeGreaterThan(0);
  });

  it('that are gone are told to be', async () => {
    for (const what of ['role', 'remove']) {
      const answer = await running.post(`${members}/${what}`, { email: 'gone@shop.example', role: 'viewer' });
      expect([answer.status, answer.body.includes('not in the account any more')]).toEqual([422, true]);
    }
  });

  it('may be of certain domains only, where these are named', async () => {
    await running.close();
    running = await startConsole({ TILLTAG_CONSOLE_DOMAINS: 'shop.example' });
    const answer = await running.post(members, { email: 'new@elsewhere.example', role: 'viewer' });
    expect([answer.status, answer.body.includes('Only addresses of shop.example')]).toEqual([422, true]);
  });
});

describe('leaving', () => {
  it('takes the account away from whoever leaves it', async () => {
    const answer = await running.post(`/accounts/${running.accountId}/leave`, {}, 'viewer');
    expect([answer.status, answer.location]).toEqual([303, '/console/accounts?notice=left']);
    expect(await find('viewer@shop.example')).toBeUndefined();
    expect(await listAudited()).toEqual([['member_left', 'viewer@shop.example', 'viewer@shop.example']]);
  });

  it('is refused to the last owner', async () => {
    expect((await running.post(`/accounts/${running.accountId}/leave`, {})).status).toBe(422);
    expect(await find('owner@shop.example')).toMatchObject({ role: 'owner' });
  });
});
