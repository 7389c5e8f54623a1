// The front end gives tests real https origins.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';
import { type FrontEnd, forward, startFrontEnd } from './front-end.ts';

let frontEnd: FrontEnd;
let browser: Browser;
let backEnd: http.Server;

beforeAll(async () => {
  backEnd = http.createServer((request, response) => response.end(JSON.stringify(request.headers)));
  await new Promise<void>((resolve) => backEnd.listen(0, '127.0.0.1', resolve));
  frontEnd = await startFrontEnd({
    'shop.example.test': (_request, response) => response.end('<title>Shop</title>'),
    'tags.example.test': { forwardTo: `http://127.0.0.1:${(backEnd.address() as AddressInfo).port}` },
  });
  browser = await launchChromium({ hostRules: frontEnd.hostRules });
});

afterAll(async () => {
  await browser.close();
  await frontEnd.close();
  backEnd.close();
});

describe('startFrontEnd', () => {
  test('shows each host under its own https origin', async () => {
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    await page.goto('https://shop.example.test/');
    expect(await page.evaluate(() => [document.title, location.origin])).toEqual(['Shop', 'https://shop.example.test']);
    await page.close();
  });

  test('appends the address of the visitor to the forwarded chain', async () => {
    const page = await browser.newPage({ ignoreHTTPSErrors: true, extraHTTPHeaders: { 'X-Forwarded-For': '9.9.9.9' } });
    await page.goto('https://tags.example.test/');
    const headers = JSON.parse((await page.textContent('body')) ?? '');
    expect(headers['x-forwarded-for']).toBe('9.9.9.9, 127.0.0.1');
    await page.close();
  });

  test('lets an answer wait until the caller lets go, and passes it on whole', async () => {
    const answered = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const { port } = backEnd.address() as AddressInfo;
    frontEnd.setHost('slow.example.test', (request, response) =>
      forward(request, response, `http://127.0.0.1:${port}`, async () => {
        answered.resolve();
        await released.promise;
      }),
    );
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    const opening = page.goto('https://slow.example.test/');
    await answered.promise;
    expect(page.url()).toBe('about:blank');
    released.resolve();
    await opening;
    expect(await page.textContent('body')).toContain('x-forwarded-for');
    await page.close();
  });

  test('refuses the connection of a host that is down', async () => {
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    await expect(page.goto('https://nobody.example.test/')).rejects.toThrow('ERR_EMPTY_RESPONSE');
    await page.close();
  });
});
