// Erasing a buyer from the console once it was confirmed: what is gone, what is said, and what nobody learns.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sales, startSales } from '../start-sales.ts';

let sales: Sales;
beforeEach(async () => {
  sales = await startSales();
});
afterEach(() => sales.close());

/** Of a session that nobody told of. */
const session = 'cs_test_neverToldOf1';
const erase = (fields: Record<string, string>) => sales.console.post(`${sales.base}/erase/confirm`, fields);
const ada = { by: 'email', email: 'Ada@example.com' };

describe('erasing a buyer', () => {
  it('by address erases what is kept, and the audit trail and the log learn no address', async () => {
    const sessionId = sales.buy();
    await sales.check();
    const { status, body } = await erase({ ...ada, shown: sessionId, count: '1' });
    expect(status).toBe(200);
    expect(body).toContain('The buyer’s data of 1 payment were erased.');
    expect(body).not.toContain('not in the list that you saw');
    expect(await sales.find(sessionId)).toHaveProperty('erasedAtMs');
    expect(await sales.readAudit()).toContain('buyer_erased 1 payment');
    const events = await sales.console.store.console.listAuditEvents({ accountId: sales.console.accountId, limit: 10 });
    expect(JSON.stringify(events)).not.toMatch(/ada@/i);
    expect(JSON.stringify(sales.console.logged)).not.toMatch(/ada@/i);
  });

  it('erases also what came after the list was shown, and says how many that were', async () => {
    const shown = sales.buy();
    const later = sales.buy();
    await sales.check();
    const { body } = await erase({ ...ada, shown, count: '1' });
    expect(body).toContain('The buyer’s data of 2 payments were erased.');
    expect(body).toContain('One of them was not in the list that you saw');
    expect(await sales.find(later)).toHaveProperty('erasedAtMs');
  });

  it('calls nothing new that the list had no room for', async () => {
    const shown = sales.buy();
    sales.buy();
    await sales.check();
    expect((await erase({ ...ada, shown, count: '2' })).body).not.toContain('not in the list that you saw');
  });

  it('erases what was shown, also where neither the address nor Stripe leads there any more', async () => {
    const sessionId = sales.buy();
    await sales.check();
    sales.stripe.addAccount({ id: 'acct_shop', keys: [] });
    const { body } = await erase({ by: 'email', email: 'other@example.com', shown: sessionId, count: '1' });
    expect(body).toContain('The buyer’s data of 1 payment were erased.');
    expect(await sales.find(sessionId)).toHaveProperty('erasedAtMs');
  });

  it('leaves a page of the payment that says so and names nobody, also after Stripe told again', async () => {
    const sessionId = sales.buy();
    await sales.check();
    await erase({ by: 'session', session: sessionId });
    await sales.check();
    const { body } = await sales.console.get(`${sales.base}/conversions/${sessionId}`);
    expect(body).toContain('The buyer’s data were erased.');
    expect(body).toContain('49.50 USD');
    expect(body).not.toMatch(/ada@|Lovelace|cus_/i);
    expect((await sales.console.get(`${sales.base}/conversions`)).body).toContain('Erased');
  });

  it('by session is filled in from the page of the payment, and audited by its end alone', async () => {
    const sessionId = sales.buy();
    await sales.check();
    const page = await sales.console.get(`${sales.base}/erase?session=${sessionId}`);
    expect(page.body).toContain(`value="${sessionId}"`);
    expect((await erase({ by: 'session', session: sessionId })).body).toContain(
      'The buyer’s data of 1 payment were erased.',
    );
    expect((await erase({ by: 'session', session: sessionId })).body).toContain('Erased before: 1 payment.');
    expect(await sales.readAudit()).toContain(`buyer_erased cs_test_…${sessionId.slice(-4)}`);
  });

  it('says that nothing is kept, and that a session is not known', async () => {
    expect((await erase({ by: 'email', email: 'nobody@example.com' })).body).toContain('Nothing is kept');
    expect((await erase({ by: 'session', session })).body).toContain('knew nothing of that session');
  });

  it('leaves a line that says so of a session that is not known, and none among the abandoned checkouts', async () => {
    await erase({ by: 'session', session });
    const { body } = await sales.console.get(`${sales.base}/conversions?mode=test`);
    const line = body.slice(body.indexOf('<tbody>'));
    expect(line).toContain('>Checkout</a>');
    expect(line).toContain('Erased before anything was told of it');
    expect(line).toContain('Nothing known');
    const { body: abandoned } = await sales.console.get(`${sales.base}/conversions?mode=test&status=expired`);
    expect(abandoned).not.toContain(session);
    const { body: file } = await sales.console.get(`${sales.base}/conversions.csv?mode=test`);
    expect(file).toContain(',Checkout,Nothing known,');
    const { body: payment } = await sales.console.get(`${sales.base}/conversions/${session}`);
    expect(payment).toContain('erased before anything was told of this checkout');
  });

  it('says where Stripe could not be asked, with the cure', async () => {
    sales.stripe.addAccount({ id: 'acct_shop', keys: [] });
    const { body } = await erase({ by: 'email', email: 'ada@example.com' });
    expect(body).toContain('Stripe was not asked about all test payments: Stripe does not know the key any more');
  });

  it.each([
    [{ by: 'email', email: 'ada', session: '' }, 'This is no e-mail address.'],
    [{ by: 'session', email: '', session: 'pi_1' }, 'This is no id of a Checkout Session.'],
    [{ by: 'session', email: '', session: 'cs_test_never' }, 'This is no id of a Checkout Session.'],
  ])('refuses %j at its field and erases nothing', async (fields, sentence) => {
    const { status, body } = await erase(fields);
    expect(status).toBe(422);
    expect(body).toContain(sentence);
    expect(await sales.readAudit()).toEqual([]);
  });
});
