// The collector over real HTTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GoogleStandIn, startGoogleStandIn } from '../../../../scripts/stand-ins/google/start-google-stand-in.ts';

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
});
