// A test payment that a page pushed as a test: every page of the console says the same of it, and names the same campaign.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toDay } from '../../../../functions/rules/day.ts';
import type { SessionEntry } from '../../../../functions/rules/entry.ts';
import { rollUpDay } from '../../../../functions/rules/roll-up-day.ts';
import { rollupId } from '../../../../functions/store/store.ts';
import { ga4Id, type Sales, startSales } from './start-sales.ts';

let sales: Sales;
let sessionId: string;
let entry: SessionEntry;

const why = /purchase_test, for which no tag of the imported container fires: GA4 gets nothing of it from the page/;

beforeEach(async () => {
  sales = await startSales({ sender: 'browser_first' });
  sessionId = sales.buy();
  await sales.check();
  const origin = { source: 'newsletter', medium: 'email', campaign: 'autumn' };
  await changeEntry({
    clickOrigins: { first: origin, last: origin },
    events: { purchase: { claims: [{ claim: 'page', atMs: 1 }], reportedAtMs: 2 } },
    changes: [{ atMs: 2, source: 'page', what: 'reported', about: 'purchase' }],
  });
  await sales.changeDelivery(sessionId, 'purchase', { state: 'reported', dueAtMs: null });
  entry = await findSession();
});
afterEach(() => sales.close());

async function findSession(): Promise<SessionEntry> {
  const found = await sales.find(sessionId);
  if (found.kind !== 'session') throw new Error(found.kind);
  return found;
}

async function changeEntry(changes: Partial<SessionEntry>): Promise<void> {
  await sales.console.store.changeEntry({ ...(await findSession()), ...changes });
}

const show = async (path: string): Promise<string> => (await sales.console.get(`${sales.base}${path}`)).body;

describe('a test payment that a page pushed as a test', () => {
  it('is told by no destination in the list, in the file and on its own page', async () => {
    const list = await show('/conversions?mode=test');
    expect(list).toContain('Pushed as a test');
    expect(list).toContain('Done by the page, as a test');
    expect(await show('/conversions.csv?mode=test')).toContain('Done by the page, as a test');
    const payment = await show(`/conversions/${sessionId}`);
    expect(payment).toContain('Done by the page, as a test');
    expect(payment).toContain(
      'A page told of it as a test, so that the server need not: what that means stands under “What happened”.',
    );
    expect(payment).toContain('<h2>What happened</h2>');
    expect(payment).toMatch(/The page reported that it pushed it: Purchase\. A test payment is pushed as/);
    expect(payment).not.toContain('its tags ran');
    expect(payment.split(why)).toHaveLength(2);
  });

  it('says of a server container’s report that it ran as a test, and not that its tags ran', async () => {
    const key = `purchase:${ga4Id}`;
    await changeEntry({ changes: [{ atMs: 3, source: 'page', what: 'container_reported', about: key }] });
    const payment = await show(`/conversions/${sessionId}`);
    expect(payment).toContain('The server container reported that it ran, as a test: Purchase');
    expect(payment).not.toContain('its tags ran');
  });

  it('is not among what coverage counts as told, which says why', async () => {
    const day = toDay((entry.session?.createdSeconds ?? 0) * 1000);
    const id = rollupId(sales.property.id, 'test', day);
    const surroundings = { id, day, computedAtMs: 1, clicks: 0, stripe: null };
    await sales.console.store.putRollup(rollUpDay(sales.property, 'test', [entry], surroundings));
    const page = await show('/coverage?mode=test');
    expect(page).toContain('<dt>Told to GA4 <span class="unbroken">G-SHOP1234</span></dt>');
    expect(page).toContain('>GA4 <span class="unbroken">G-SHOP1234</span></td>');
    const text = page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/Told to GA4 G-SHOP1234 0 Pushed by your pages, as tests 1/);
    expect(text).toMatch(/GA4 G-SHOP1234 · told as a test 1 The page pushed it as purchase_test, so the server left/);
    expect(text.split(why)).toHaveLength(2);
  });

  it('is whole in the set-up’s last step, which calls no destination reached and names the campaign of the list', async () => {
    const step = await show('/setup/test');
    expect(step).toContain('The payment arrived.');
    expect(step).toContain('left to the page');
    expect(step).toContain('The page told of the payment as a test, so the server sends nothing');
    expect(step).toMatch(why);
    for (const page of [step, await show('/conversions?mode=test')]) {
      expect(page).toContain('newsletter / email / autumn');
    }
  });

  it('says of a server container that took it that its tags leave tests alone, too', async () => {
    const { store } = sales.console;
    const property = await store.findProperty(sales.property.id);
    if (property === undefined) throw new Error('The property is gone.');
    const place = { kind: 'server_container', url: 'https://sgtm.example.com/checkout' } as const;
    const destinations = property.destinations.map(({ id, mode, secret }) => ({ ...place, id, mode, secret }));
    await store.changeProperty({ ...property, destinations });
    await sales.changeDelivery(sessionId, 'purchase', { state: 'sent' });
    expect(await show('/setup/test')).toContain('There, too, a test payment is purchase_test');
  });

  it('says in the last step where no campaign is known, as the list does', async () => {
    const { clickOrigins: _, ...without } = await findSession();
    await sales.console.store.changeEntry(without);
    expect(await show('/setup/test')).toContain('none is known');
    expect(await show('/conversions?mode=test')).toContain('unknown');
  });
});

describe('a live payment that a page told of', () => {
  it('is done by the page, whose tags ran', async () => {
    const id = entry.id.replace('cs_test', 'cs_live');
    const live = { ...entry, id, sessionId: sessionId.replace('cs_test', 'cs_live'), livemode: true };
    await sales.console.store.createEntry(live);
    const list = await show('/conversions?mode=live');
    expect(list).toContain('</span> Done by the page<');
    expect(list).toContain('</span> Told<');
    expect(await show(`/conversions/${live.sessionId}`)).toContain('The page reported that its tags ran: Purchase.');
  });
});
