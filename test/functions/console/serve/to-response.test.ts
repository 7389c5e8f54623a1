// What every answer says of itself, so that no browser, cache or other site misuses it.
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../functions/console/answer.ts';
import { html } from '../../../../functions/console/page/html.ts';
import { type ConsoleResponse, toResponse } from '../../../../functions/console/serve/to-response.ts';

const answers = {
  page: { kind: 'page', page: { title: 'Title', body: html`<p>Text</p>` } },
  redirect: { kind: 'redirect', to: '/console/accounts' },
  json: { kind: 'json', value: {} },
  file: { kind: 'file', name: 'list.csv', type: 'text/csv; charset=utf-8', body: 'a' },
  asset: { kind: 'asset', type: 'text/css', body: new Uint8Array() },
} as const satisfies Record<Answer['kind'], Answer>;

function respond(answer: Answer): Promise<ConsoleResponse> {
  const to = (path: string): string => `/console${path}`;
  return toResponse(answer, {
    to,
    toAsset: (name) => name,
    visitor: undefined,
    refreshTo: '/console',
    notice: undefined,
  });
}

describe('toResponse', () => {
  it.each(Object.entries(answers))('lets no other site embed, open or guess at a %s', async (_, answer) => {
    expect((await respond(answer)).headers).toMatchObject({
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
  });

  it.each(['page', 'redirect', 'json', 'file'] as const)('lets nobody keep a %s', async (kind) => {
    expect((await respond(answers[kind])).headers['Cache-Control']).toBe('no-store');
  });

  it('has browsers keep what is named after its content', async () => {
    expect((await respond(answers.asset)).headers['Cache-Control']).toBe('public, max-age=31536000, immutable');
  });

  it('lets a page load nothing but our own files, stand in no frame and send its forms nowhere else', async () => {
    const policy = String((await respond(answers.page)).headers['Content-Security-Policy']).split('; ');
    expect(policy).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]);
  });

  it('has a file saved, under a name that ends no header', async () => {
    const { headers } = await respond({ ...answers.file, name: 'a"; x="b\r\nSet-Cookie: c=1/../d.csv' });
    expect(headers['Content-Disposition']).toBe('attachment; filename="a___x__b__Set-Cookie__c_1_.._d.csv"');
  });

  it('says with which status a page is answered, and where a redirect leads', async () => {
    expect((await respond(answers.page)).status).toBe(200);
    expect((await respond({ ...answers.page, status: 422 })).status).toBe(422);
    const { status, headers } = await respond(answers.redirect);
    expect([status, headers['Location']]).toEqual([303, '/console/accounts']);
  });

  it('sets each cookie by itself', async () => {
    const { headers } = await respond({ ...answers.redirect, cookies: ['a=1', 'b=2'] });
    expect(headers['Set-Cookie']).toEqual(['a=1', 'b=2']);
  });
});
