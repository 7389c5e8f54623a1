// Which address may bring how much, and what counts as a webhook's address.
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { limitBodies } from '../../../functions/http/limit-bodies.ts';
import { pathBelow } from '../../../functions/http/path-below.ts';
import { findWebhookProperty, webhookPath } from '../../../functions/http/webhook-path.ts';

function limitOf(url: string, basePath = ''): number {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  return limitBodies(basePath)(request);
}

describe('limitBodies', () => {
  it('lets a webhook bring 1 MB, with a query as well', () => {
    expect(limitOf('/webhooks/stripe/tt_shopshop')).toBe(1_048_576);
    expect(limitOf('/webhooks/stripe/tt_shopshop?x=/')).toBe(1_048_576);
  });

  it('lets a webhook below the base path bring 1 MB, and none beside it', () => {
    expect(limitOf('/base/webhooks/stripe/tt_shopshop', '/base')).toBe(1_048_576);
    expect(limitOf('/webhooks/stripe/tt_shopshop', '/base')).toBe(16_384);
    expect(limitOf('/base/webhooks/stripe/tt_shopshop')).toBe(16_384);
  });

  it.each([
    '/checkout/reports',
    '/checkout/sessions.json?x=/webhooks/stripe/tt_shopshop',
    '/webhooks/stripe/',
    '/webhooks/stripe/tt_shopshop/more',
    '/webhooks/stripe/tt_shop%20shop',
    '/webhooks/stripe/short',
    '/webhooks/other/tt_shopshop',
    '/sweep',
    '*',
    '',
  ])('lets %j bring 16 kB', (url) => {
    expect(limitOf(url)).toBe(16_384);
  });
});

describe('findWebhookProperty', () => {
  it('finds the property that the path was made for', () => {
    expect(findWebhookProperty(webhookPath('tt_shopshop'))).toBe('tt_shopshop');
  });
});

describe('pathBelow', () => {
  it('is the path without query and base path', () => {
    expect(pathBelow('', '/sweep?x=1')).toBe('/sweep');
    expect(pathBelow('/base', '/base/sweep')).toBe('/sweep');
  });

  it('is undefined beside the base path', () => {
    expect(pathBelow('/base', '/basement/sweep')).toBeUndefined();
    expect(pathBelow('/base', '/base')).toBeUndefined();
  });
});
