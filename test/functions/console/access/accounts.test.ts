// Accounts of a deployment: making and naming them, and the page on which somebody finds theirs.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningConsole, startConsole } from '../start-console.ts';

let running: RunningConsole;

beforeEach(async () => {
  running = await startConsole();
});
afterEach(() => running.close());

const members = () => `/accounts/${running.accountId}/members`;

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
    const { status, location } = await running.post(path, { name: 'Ours & theirs' });
    expect([status, location]).toEqual([303, `/console${members()}?notice=saved`]);
    expect((await running.get(members())).body).toContain('Ours &amp; theirs');
    expect((await running.post(path, { name: '' })).status).toBe(422);
    expect(await running.store.console.listAuditEvents({ accountId: running.accountId, limit: 10 })).toMatchObject([
      { what: 'account_renamed', about: 'Ours → Ours & theirs', email: 'owner@shop.example' },
    ]);
  });

  it('that somebody was asked into show up for whoever is signed in already', async () => {
    await running.post(members(), { email: 'stranger@shop.example', role: 'viewer' });
    expect((await running.get(`/accounts/${running.accountId}/leave`, 'stranger')).status).toBe(404);
    expect((await running.get('/accounts', 'stranger')).body).toContain('>Ours</a>');
    expect(await running.store.console.findMembership(running.accountId, 'stranger@shop.example')).toMatchObject({
      userId: 'usr_stranger',
    });
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
