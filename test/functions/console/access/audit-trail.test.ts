// The page of the audit trail: which lines it shows, in what words, and how it goes on with older ones.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLifeMs } from '../../../../functions/rules/account.ts';
import { auditEventId } from '../../../../functions/store/console-store.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';

let running: RunningConsole;

beforeEach(async () => {
  running = await startConsole();
});
afterEach(() => running.close());

describe('the audit trail', () => {
  it('lists changes in words, newest first, and unknown ones as they are', async () => {
    const members = `/accounts/${running.accountId}/members`;
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
    expect(body).toContain('at the command line it holds only that a property was deleted, or a buyer’s data erased.');
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
