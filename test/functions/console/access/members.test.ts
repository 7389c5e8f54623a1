// Members of an account, its name, leaving it, and what the audit trail says of all that.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLifeMs, type Membership } from '../../../../functions/rules/account.ts';
import { auditEventId } from '../../../../functions/store/console-store.ts';
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

describe('accounts', () => {
  it('are made by whoever owns one already', async () => {
    const answer = await running.post('/accounts', { name: ' Second shop ' });
    const [, id = ''] = /\/console\/accounts\/(acc_[0-9a-f]{20})\?notice=created$/.exec(answer.location ?? '') ?? [];
    expect(await running.store.console.findAccount(id)).toMatchObject({ name: 'Second shop' });
    expect((await running.get('/accounts')).body).toMatch(/Ours<\/a>[\s\S]*Second shop<\/a>/);
    expect((await running.get('/')).location).toBe('/console/accounts');
  });

  it('are not made without a name', async () => {
    for (const name of ['', '  ', 'x'.repeat(81), 'a\u0007b']) {
      const answer = await running.post('/accounts', { name });
      expect([answer.status, answer.body.includes('Enter a name of 1 to 80 characters')]).toEqual([422, true]);
    }
  });

  it('are not made by who is a viewer everywhere, and no form offers it', async () => {
    const before = running.dump();
    expect((await running.post('/accounts', { name: 'Mine' }, 'viewer')).status).toBe(403);
    expect((await running.get('/accounts', 'viewer')).body).not.toContain('name="name"');
    expect(running.dump()).toBe(before);
  });

  it('are made by everybody of a domain that may sign in', async () => {
    await running.close();
    running = await startConsole({ TILLTAG_CONSOLE_DOMAINS: 'shop.example' });
    expect((await running.post('/accounts', { name: 'Mine' }, 'viewer')).status).toBe(303);
  });

  it('get another name', async () => {
    const path = `/accounts/${running.accountId}/name`;
    expect(noticeOf(await running.post(path, { name: 'Ours & theirs' }))).toEqual(saved);
    expect((await running.get(members)).body).toContain('Ours &amp; theirs');
    expect((await running.post(path, { name: '' })).status).toBe(422);
    expect(await listAudited()).toEqual([['account_renamed', 'Ours → Ours & theirs', 'owner@shop.example']]);
  });

  it('that somebody was asked into show up for whoever is signed in already', async () => {
    await running.post(members, { email: 'stranger@shop.example', role: 'viewer' });
    expect((await running.get(`/accounts/${running.accountId}/leave`, 'stranger')).status).toBe(404);
    expect((await running.get('/accounts', 'stranger')).body).toContain('>Ours</a>');
    expect(await find('stranger@shop.example')).toMatchObject({ userId: 'usr_stranger' });
  });
});

describe('the audit trail', () => {
  it('lists changes in words, newest first, and unknown ones as they are', async () => {
    await running.post(members, { email: 'new@shop.example', role: 'viewer' });
    running.clock.nowMs += 60_000;
    await running.post(`${members}/remove`, { email: 'new@shop.example' });
    const event = { accountId: running.accountId, atMs: running.clock.nowMs, userId: null, email: null };
    const id = `${running.accountId}:0000000000001:x`;
    await running.store.console.addAuditEvent({ ...event, id, propertyId: 'tt_x', what: 'strange_thing', about: null });
    const { body } = await running.get(`/accounts/${running.accountId}/audit`);
    expect(body).toMatch(/strange_thing[\s\S]*Removed a member[\s\S]*Asked somebody in/);
    expect(body).toContain('<time datetime="2026-05-12T10:01:00.000Z">2026-05-12 10:01 UTC</time>');
    expect(body).toContain('Tilltag itself');
  });

  it('names the properties of the account, and of others and those that are gone the id alone', async () => {
    const own = await running.addProperty({ name: 'Paper & Pine' });
    const moved = await running.addProperty({ name: 'Elsewhere', accountId: running.otherAccountId });
    const event = { accountId: running.accountId, atMs: running.clock.nowMs, userId: null, email: null, about: null };
    for (const propertyId of [own.id, moved.id, 'tt_gone']) {
      const id = `${running.accountId}:0000000000001:${propertyId}`;
      await running.store.console.addAuditEvent({ ...event, id, propertyId, what: 'settings_changed' });
    }
    const { body } = await running.get(`/accounts/${running.accountId}/audit`);
    expect(body).toContain(`<a href="/console/properties/${own.id}">Paper &amp; Pine</a>`);
    expect([body.includes('Elsewhere'), body.includes(moved.id), body.includes('tt_gone')]).toEqual([
      false,
      true,
      true,
    ]);
    expect(body.match(/href="\/console\/properties\//g)).toHaveLength(1);
  });

  it('goes on with older changes after fifty', async () => {
    for (let index = 0; index < 52; index += 1) {
      running.clock.nowMs += 1_000;
      await running.post(`/accounts/${running.accountId}/name`, { name: `Name ${index}.` });
    }
    const first = await running.get(`/accounts/${running.accountId}/audit`);
    expect([
      first.body.includes('→ Name 51.'),
      first.body.includes('→ Name 2.'),
      first.body.includes('→ Name 1.'),
    ]).toEqual([true, true, false]);
    const [, older = ''] = /href="\/console([^"]*before=[^"]*)"/.exec(first.body) ?? [];
    const second = await running.get(older);
    expect([
      second.body.includes('→ Name 1.'),
      second.body.includes('→ Name 0.'),
      second.body.includes('before='),
    ]).toEqual([true, true, false]);
  });

  it('shows no line that is older than two years, also where the database has it still', async () => {
    const event = { accountId: running.accountId, userId: null, email: null, propertyId: null, about: null };
    for (const [what, agoMs] of Object.entries({ too_old: auditLifeMs, just_kept: auditLifeMs - 1 })) {
      const atMs = running.clock.nowMs - agoMs;
      const id = auditEventId(running.accountId, atMs, what);
      await running.store.console.addAuditEvent({ ...event, id, atMs, what });
    }
    const { body } = await running.get(`/accounts/${running.accountId}/audit`);
    expect([body.includes('just_kept'), body.includes('too_old')]).toEqual([true, false]);
  });

  it('does not go on in the trail of another account', async () => {
    await running.post(`/accounts/${running.otherAccountId}/name`, { name: 'Hidden' }, 'stranger');
    const before = `${running.otherAccountId}:0`;
    const answer = await running.get(`/accounts/${running.accountId}/audit?before=${before}`);
    expect([answer.status, answer.body.includes('Hidden')]).toEqual([404, false]);
  });

  it('says so where nothing was changed yet', async () => {
    expect((await running.get(`/accounts/${running.accountId}/audit`)).body).toContain('Nothing has been changed yet');
  });
});

describe('one’s own page', () => {
  it('names the person, the accounts, and offers to sign out', async () => {
    const { body } = await running.get('/you', 'viewer');
    expect(body).toContain('viewer@shop.example');
    expect(body).toMatch(/Ours<\/a>[\s\S]*Viewer[\s\S]*Leave Ours/);
    expect(body).toContain('action="/console/sign-out-everywhere"');
  });
});
