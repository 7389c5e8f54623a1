// The collector over real HTTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GoogleStandIn, startGoogleStandIn } from '../../../../scripts/stand-ins/google/start-google-stand-in.ts';
import type { UnsentEvent } from '../../../../scripts/stand-ins/google/unsent-events.ts';

let collector: GoogleStandIn;

beforeEach(async () => {
  collector = await startGoogleStandIn({ now: () => 1_700_000_000_000 });
});

afterEach(() => collector.close());

describe('startGoogleStandIn', () => {
  it('answers 204 to a hit by GET and by POST and lists both', async () => {
    expect((await fetch(`${collector.url}/g/collect?v=2&en=page_view`)).status).toBe(204);
    const post = await fetch(`${collector.url}/g/collect?v=2`, { method: 'POST', body: 'en=purchase&epn.value=5' });
    expect(post.status).toBe(204);
    const listed = await (await fetch(`${collector.url}/hits.json`)).json();
    expect(listed).toMatchObject({
      hits: [
        { eventName: 'page_view', receivedAtMs: 1_700_000_000_000 },
        { eventName: 'purchase', parameters: { value: 5 } },
      ],
    });
  });

  it('shows purchases with their products, escaped', async () => {
    await fetch(
      `${collector.url}/g/collect?en=purchase&cu=EUR&epn.value=5&pr1=id1~nm<i>Pen</i>~qt2&dl=https%3A%2F%2Fs.example%2F%3Futm_source%3Dnews`,
    );
    const page = await (await fetch(collector.url)).text();
    expect(page).toContain('2 × &lt;i&gt;Pen&lt;/i&gt;');
    expect(page).toContain('5 EUR');
    expect(page).toContain('news');
  });

  it('says what “no session” means, where an event has none', async () => {
    await fetch(`${collector.url}/g/collect?en=purchase&ep.transaction_id=cs_1&cid=1.2&sid=3`);
    expect(await (await fetch(collector.url)).text()).not.toContain('No session');
    await fetch(`${collector.url}/g/collect?en=purchase&ep.transaction_id=cs_2&cid=1.2`);
    expect(await (await fetch(collector.url)).text()).toContain('<b>No session</b>: the event names no visit');
  });

  it('leads back to the shop, and shows what was not sent and why, escaped, where it is told', async () => {
    const bare = await (await fetch(collector.url)).text();
    expect(bare).not.toContain('Back to the shop');
    expect(bare).not.toContain('not sent');
    const unsent: UnsentEvent[] = [
      { atMs: 1_700_000_000_000, eventName: 'purchase', stripeId: 'cs_test_123456', state: 'not sent', why: 'No <b>.' },
    ];
    const readSurroundings = async () => ({ shopUrl: 'http://127.0.0.1:1', unsent });
    const surrounded = await startGoogleStandIn({ readSurroundings });
    const page = await (await fetch(surrounded.url)).text();
    await surrounded.close();
    expect(page).toContain('<a href="http://127.0.0.1:1">Back to the shop</a>');
    expect(page).toContain('<a href="#unsent">1 not sent, or not yet</a>');
    expect(page).toMatch(/<code>purchase<\/code>.*cs_…123456.*>not sent<.*No &lt;b&gt;\./);
  });

  it('lets any page send and read, with a preflight too', async () => {
    const headers = { origin: 'https://shop.example' };
    const preflight = await fetch(`${collector.url}/g/collect`, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://shop.example');
  });

  it('answers 204 to garbage and keeps nothing of it', async () => {
    expect((await fetch(`${collector.url}/g/collect`, { method: 'POST', body: '\u0000%%%' })).status).toBe(204);
    expect(collector.hits).toEqual([]);
    expect((await fetch(`${collector.url}/elsewhere`)).status).toBe(404);
  });

  it('keeps the latest thousand', async () => {
    const body = Array.from({ length: 1001 }, (_, index) => `en=event&epn.index=${index}`).join('\n');
    await fetch(`${collector.url}/g/collect`, { method: 'POST', body });
    expect(collector.hits).toHaveLength(1000);
    expect(collector.hits[0]?.parameters).toEqual({ index: 1 });
  });

  it('names the parameters of a hit that hold an @, of the body too', async () => {
    const body = 'en=purchase&ep.mail=a%40b.test\nen=other&ep.name=Ada';
    await fetch(`${collector.url}/g/collect?v=2&dl=https%3A%2F%2Fs.example%2F`, { method: 'POST', body });
    expect(collector.hits.map(({ plainText }) => plainText)).toEqual([['ep.mail'], ['ep.mail']]);
    await fetch(`${collector.url}/g/collect?v=2&en=page_view&dl=https%3A%2F%2Fs.example%2F`);
    expect(collector.hits[2]?.plainText).toEqual([]);
  });

  describe('Google Ads', () => {
    const conversion = '/pagead/conversion/123/?label=abC&value=5&currency_code=EUR&oid=cs_live_000000001&gcs=G111';

    it('answers 204 to a conversion, lists it and shows it with what is wrong', async () => {
      expect((await fetch(collector.url + conversion)).status).toBe(204);
      await fetch(`${collector.url}${conversion}&vdnc=0&em=ada%40example.test`);
      expect(collector.adsConversions).toMatchObject([
        { orderId: 'cs_live_000000001', isNewCustomer: undefined, faults: [] },
        {
          isNewCustomer: false,
          faults: ['User data does not begin with its version.', 'The parameter em holds an @.'],
        },
      ]);
      expect(await (await fetch(`${collector.url}/hits.json`)).json()).toMatchObject({
        hits: [],
        ads_conversions: [{ conversionId: '123', value: 5, receivedAtMs: 1_700_000_000_000 }, {}],
      });
      const page = await (await fetch(collector.url)).text();
      expect(page).toContain('123/abC');
      expect(page).toContain('The parameter em holds an @.');
    });

    it('shows which kind of click a conversion is for, and both consent signals', async () => {
      await fetch(`${collector.url}${conversion}&gclaw=Cj0`);
      await fetch(`${collector.url}${conversion}&gbraid=0AAA&gcd=11t1t1t1t5`);
      const page = await (await fetch(collector.url)).text();
      expect(page).toContain('gclid Cj0');
      expect(page).toContain('gbraid 0AAA');
      expect(page).toContain('G111 11t1t1t1t5');
    });

    it('is not on the page while nothing has arrived', async () => {
      expect(await (await fetch(collector.url)).text()).not.toContain('Google Ads');
    });

    it('keeps the latest thousand', async () => {
      for (let index = 0; index <= 1000; index += 1) {
        await fetch(`${collector.url}/pagead/conversion/${index}/`);
      }
      expect([collector.adsConversions.length, collector.adsConversions[0]?.conversionId]).toEqual([1000, '1']);
    });
  });

  describe('the Measurement Protocol', () => {
    const body = {
      client_id: '1.2',
      events: [{ name: 'refund', params: { transaction_id: 'cs_live_000000001', value: 5, currency: 'EUR' } }],
    };
    const post = (path: string, sent: unknown) =>
      fetch(collector.url + path, { method: 'POST', body: typeof sent === 'string' ? sent : JSON.stringify(sent) });

    it('answers 204 to anything and keeps it in order, with what Google would have had to say', async () => {
      const query = '?measurement_id=G-1&api_secret=wrong';
      const statuses = [await post(`/mp/collect${query}`, body), await post('/mp/collect', 'garbage')];
      expect(statuses.map(({ status }) => status)).toEqual([204, 204]);
      expect(collector.serverHits).toMatchObject([
        { measurementId: 'G-1', apiSecret: 'wrong', body, faults: [], receivedAtMs: 1_700_000_000_000 },
        { measurementId: null, body: 'garbage', faults: [{ validationCode: 'VALUE_INVALID' }] },
      ]);
    });

    it('validates at the debug address, strictly where that is asked for, and keeps nothing', async () => {
      const bare = { client_id: '1.2', events: [{ name: 'purchase' }] };
      const messagesFor = async (sent: object) => {
        const answer: unknown = await (await post('/debug/mp/collect', sent)).json();
        return answer;
      };
      expect(await messagesFor(bare)).toEqual({ validationMessages: [] });
      expect(await messagesFor({ ...bare, validation_behavior: 'ENFORCE_RECOMMENDATIONS' })).toMatchObject({
        validationMessages: [{ validationCode: 'VALUE_REQUIRED' }, {}, {}, {}],
      });
      expect(await messagesFor({ ...body, events: [] })).toMatchObject({
        validationMessages: [{ fieldPath: 'events' }],
      });
      expect(collector.serverHits).toEqual([]);
    });

    it('shows what servers sent beside what pages sent, and how much would be dropped', async () => {
      await fetch(`${collector.url}/g/collect?en=purchase&cu=EUR&epn.value=7`);
      await post('/mp/collect', body);
      await post('/mp/collect', 'garbage');
      const page = await (await fetch(collector.url)).text();
      expect(page).toMatch(/<code>purchase<\/code>(?:(?!<tr>).)*>page<(?:(?!<tr>).)*7 EUR/);
      expect(page).toMatch(/<code>refund<\/code>(?:(?!<tr>).)*>server<(?:(?!<tr>).)*5 EUR/);
      expect(page).toContain('1 event about payments from pages, 1 from servers');
      expect(page).toContain('1 more from servers would be dropped in silence.');
    });

    it('lists what servers sent without the secret', async () => {
      await post('/mp/collect?measurement_id=G-1&api_secret=hidden', body);
      const listed = await (await fetch(`${collector.url}/hits.json`)).text();
      expect(JSON.parse(listed)).toMatchObject({
        hits: [],
        server_hits: [{ measurementId: 'G-1', body }],
        conversions: [{ sentBy: 'server', eventName: 'refund', transactionId: 'cs_live_000000001', value: 5 }],
      });
      expect(listed).not.toContain('hidden');
    });

    it('fails as it is told to, and pages never notice', async () => {
      collector.setFaults({ status: 500 });
      expect((await post('/mp/collect', body)).status).toBe(500);
      expect(collector.serverHits).toEqual([]);
      expect((await fetch(`${collector.url}/g/collect?en=page_view`)).status).toBe(204);
    });
  });
});
