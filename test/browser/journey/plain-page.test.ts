// A page with nothing but an XMLHttpRequest, as published snippets have it: no tag, no loader, no claim.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buyer } from './buyer.ts';
import { type Journey, startJourney, tagsUrl } from './start-journey.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
});

afterAll(() => journey?.close());

afterEach(() => journey.endTest());

/** The snippet; leaves what it read in `window.result`. */
const snippet = `<script>
  var query = new URLSearchParams(location.search);
  var xhr = new XMLHttpRequest();
  xhr.onreadystatechange = function () {
    if (xhr.readyState === XMLHttpRequest.DONE) {
      var json = JSON.parse(xhr.responseText);
      window.result = { status: xhr.status, email: json["customer_email"], json: json };
    }
  };
  xhr.open("GET", "${tagsUrl}/checkout/sessions.json?property_id=" + query.get("property") +
    "&checkout_session_id=" + query.get("session_id"));
  xhr.send();
</script>`;

interface Result {
  status: number;
  email?: string;
  json: Record<string, unknown>;
}

async function read(sessionId: string, host = 'shop.example.test'): Promise<Result> {
  await journey.publish({ head: snippet });
  const { id } = journey.property;
  const { page } = await journey.visit(`https://${host}/plain?session_id=${sessionId}&property=${id}`);
  await page.waitForFunction(() => Reflect.has(window, 'result'), undefined, { timeout: 20_000 });
  return page.evaluate((): Result => Reflect.get(window, 'result'));
}

describe('a plain XMLHttpRequest', () => {
  test('reads customer_email, and takes no first view from the tag', async () => {
    const sessionId = journey.buy({ customerId: 'cus_ada' });
    const { status, email, json } = await read(sessionId);
    expect({ status, email }).toEqual({ status: 200, email: buyer.email });
    expect(json).toMatchObject({ customer_id: 'cus_ada', first_view: false, ecommerce: { value: 49.5 } });
    await journey.publish();
    const visit = await journey.visit(`https://shop.example.test/thanks?session_id=${sessionId}`);
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
  });

  test('on a foreign host reads the error and no data', async () => {
    const { status, json } = await read(journey.buy(), 'elsewhere.example.test');
    expect(status).toBe(403);
    expect(json).toEqual({ error: { code: 'host_not_allowed', message: expect.stringContaining('hostname') } });
  });

  test('with the placeholder reads the error that names the fix', async () => {
    const { status, json } = await read('{CHECKOUT_SESSION_ID}');
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { code: 'placeholder_session_id' } });
  });

  test('while Stripe is down reads the error that says so', async () => {
    journey.stripe.setFaults({ status: 500 });
    const { status, json } = await read(journey.buy());
    expect(status).toBe(503);
    expect(json).toMatchObject({ error: { code: 'stripe_unavailable' } });
  });
});
