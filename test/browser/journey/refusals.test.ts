// Where nothing can be pushed: the tag fails once, the console says in words what to change, and no hit is sent.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { collectorUrl } from './shop-container.ts';
import { type Journey, shopUrl, startJourney, tagsUrl, thanksUrl } from './start-journey.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
});

afterAll(() => journey?.close());

beforeEach(() => journey.publish());

afterEach(() => journey.endTest());

/** Opens the address and checks that it ends in failure, pushes nothing and sends nothing; gives the one console line. */
async function refusal(url: string): Promise<string> {
  const visit = await journey.visit(url);
  const { ended, lines, pushed } = await visit.outcome();
  expect({ ended, pushed }).toEqual({ ended: 'failed', pushed: [] });
  expect(lines).toHaveLength(1);
  expect(journey.hitsOf(new URL(url).searchParams.get('session_id') ?? '')).toEqual([]);
  return lines[0] ?? '';
}

const policyWords = `add: script-src ${tagsUrl}; connect-src ${tagsUrl}`;

describe('the thank-you page’s address', () => {
  test.each(['{CHECKOUT_SESSION_ID}', '%7BCHECKOUT_SESSION_ID%7D', '%257BCHECKOUT_SESSION_ID%257D'])(
    'with the placeholder %s names the redirect URL to enter, and asks nothing',
    async (placeholder) => {
      const line = await refusal(`${shopUrl}/thanks?session_id=${placeholder}`);
      expect(line).toContain('enter the redirect URL with session_id={CHECKOUT_SESSION_ID} exactly like this');
      expect(journey.tags.lookups).toEqual([]);
    },
  );

  test('with half an id says how a whole one begins, and asks nothing', async () => {
    expect(await refusal(thanksUrl('cs_live_short'))).toContain('is not one of Stripe’s');
    expect(journey.tags.lookups).toEqual([]);
  });

  test('on a host that the property does not know names the host to add', async () => {
    const sessionId = journey.buy();
    const line = await refusal(`https://elsewhere.example.test/thanks?session_id=${sessionId}`);
    expect(line).toContain('Add elsewhere.example.test to the hostnames of the property');
    expect(journey.logLines.join('\n')).toContain('host_not_allowed');
  });
});

describe('the session', () => {
  test('that is still open is told from a paid one', async () => {
    expect(await refusal(thanksUrl(journey.openSession()))).toContain('This checkout is not completed yet');
  });

  test('that was open at the first look is pushed once it is paid', async () => {
    const sessionId = journey.openSession();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).ended).toBe('failed');
    journey.stripe.completeSession(sessionId, 'card');
    await visit.reload();
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
  });

  test('that expired has nothing to push', async () => {
    const sessionId = journey.openSession();
    journey.stripe.expireSession(sessionId);
    expect(await refusal(thanksUrl(sessionId))).toContain('This checkout expired without a payment');
  });

  test('that is too old is no longer answered', async () => {
    const sessionId = journey.buy();
    journey.advance(49 * 3_600_000);
    expect(await refusal(thanksUrl(sessionId))).toContain('This checkout is too old to be answered');
  });

  test('that Stripe does not know points to the account', async () => {
    const sessionId = 'cs_live_a1nobodyEverBoughtAnythingHere0000000000000000000000000000';
    expect(await refusal(thanksUrl(sessionId))).toContain('Check that the payment link and the Stripe key');
  });

  test('that is live where the property has only a test key names the key to add', async () => {
    const property = await journey.addProperty({}, ['test']);
    await journey.publish({ baking: { propertyId: property.id } });
    const line = await refusal(thanksUrl(journey.buy()));
    expect(line).toContain('a real one rk_live_; add it to the property');
    expect(journey.logLines.join('\n')).toContain('mode_mismatch');
  });

  test('of a property that does not exist names the id to copy again', async () => {
    await journey.publish({ baking: { propertyId: 'tt_nosuchproperty' } });
    expect(await refusal(thanksUrl(journey.buy()))).toContain('There is no property tt_nosuchproperty');
  });
});

describe('the function', () => {
  test('that is down cannot give its loader: the line says how to find out', async () => {
    journey.frontEnd.setHost('tags.example.test', undefined);
    const line = await refusal(thanksUrl(journey.buy()));
    expect(line).toContain(`open ${tagsUrl}/checkout/tilltag.v1.js in a new tab`);
  });

  test('that goes down after the loader came cannot be reached, and the line says how to tell', async () => {
    journey.tags.breakPath('/checkout/sessions.json');
    const line = await refusal(thanksUrl(journey.buy()));
    expect(line).toContain(`The function could not be reached`);
    expect(line).toContain(`open ${tagsUrl}/health in a new tab`);
    expect(journey.tags.lookups).toHaveLength(2);
  });

  test('whose loader a content blocker replaces by an empty script is explained the same', async () => {
    journey.tags.replacePath('.js');
    const line = await refusal(thanksUrl(journey.buy()));
    expect(line).toContain('a content blocker stops it');
  });

  test('that does not answer in time is given up after the time-out', async () => {
    await journey.publish({ fields: { timeoutMs: '300' } });
    const held = journey.tags.holdNextAnswer();
    expect(await refusal(thanksUrl(journey.buy()))).toContain('did not answer within the time-out');
    held.release();
  });

  test('that limits an address says so, and is not asked again', async () => {
    const limits = { TILLTAG_LIMIT_ADDRESS_BURST: '1', TILLTAG_LIMIT_ADDRESS_PER_SECOND: '0.001' };
    journey.tags.serveFrom([await journey.startFunction(limits)]);
    const first = await journey.visit(thanksUrl(journey.buy()));
    expect((await first.outcome()).pushed).toEqual(['purchase']);
    expect(await refusal(thanksUrl(journey.buy()))).toContain('There were too many questions at once');
    expect(journey.tags.lookups).toHaveLength(2);
  });
});

describe('a session that was asked for too often', () => {
  test('is refused with the likely cause', async () => {
    journey.tags.serveFrom([await journey.startFunction({ TILLTAG_LIMIT_READS_PER_SESSION: '1' })]);
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    await visit.reload();
    expect(await visit.outcome()).toEqual({
      ended: 'failed',
      lines: [expect.stringContaining('Check that the tag fires once per page')],
      pushed: [],
    });
  });
});

describe('Stripe', () => {
  test.each([
    ['answers 500', { status: 500 }],
    ['answers no JSON', { garbage: true }],
    ['never answers', { hang: true }],
  ])('that %s is said to be the one that is down, and a later reload pushes', async (_name, faults) => {
    // More than the default, because a busy machine is slower than the function's own patience with Stripe.
    await journey.publish({ fields: { timeoutMs: '6500' } });
    journey.stripe.setFaults(faults);
    const visit = await journey.visit(thanksUrl(journey.buy()));
    expect(await visit.outcome()).toEqual({
      ended: 'failed',
      lines: ['Tilltag: Stripe did not answer the function. Nothing needs to change; a reload of the page asks again.'],
      pushed: [],
    });
    journey.stripe.setFaults({});
    await visit.reload();
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
  });

  test('that is down for a moment costs nothing but time', async () => {
    journey.stripe.setFaults({ status: 500, times: 1 });
    const visit = await journey.visit(thanksUrl(journey.buy()));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
  });
});

describe('a Content-Security-Policy', () => {
  test('that forbids the loader is answered with the directive to add', async () => {
    await journey.publish({ policy: "script-src 'self'" });
    expect(await refusal(thanksUrl(journey.buy()))).toContain(policyWords);
    expect(journey.tags.lookups).toEqual([]);
  });

  test('that forbids only the question is told from a function that is down', async () => {
    await journey.publish({ policy: `script-src 'self' ${tagsUrl}; connect-src ${collectorUrl}` });
    const line = await refusal(thanksUrl(journey.buy()));
    expect(line).toContain('forbids the question');
    expect(line).toContain(policyWords);
    expect(journey.tags.lookups).toEqual([]);
  });

  test('with what the line said is enough', async () => {
    const policy = `default-src 'none'; script-src 'self' ${tagsUrl}; connect-src ${collectorUrl} ${tagsUrl}`;
    await journey.publish({ policy });
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(await journey.collected(sessionId)).toHaveLength(1);
    await journey.reported(sessionId);
  });
});
