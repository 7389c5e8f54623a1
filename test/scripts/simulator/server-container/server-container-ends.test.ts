// How requests to a simulated server container end where something is wrong with a client or the container.
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startServerContainer } from '../../../../scripts/simulator/server-container/start-server-container.ts';
import { makeTpl } from '../make-tpl.ts';
import {
  answer,
  claim,
  closeContainers,
  eventClient,
  logTag,
  makeContainer,
  pathClient,
  startContainer,
} from './make-container.ts';

afterEach(closeContainers);

describe('startServerContainer', () => {
  it('passes over a client that throws, and undoes what one did that claims nothing', async () => {
    const clients = [
      { name: 'Broken', code: "require('getRequestPath')().nothing();" },
      { name: 'Meddler', code: `require('setResponseStatus')(418); ${answer}` },
      pathClient('Fine', '/'),
    ];
    const { url, records } = await startContainer({ clients });
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([200, 'Fine']);
    expect(records.problems).toEqual([expect.stringMatching(/^The client Broken failed: /)]);
  });

  it('answers 500 when the client throws after it claimed', async () => {
    const { url, records } = await startContainer({ clients: [{ name: 'Broken', code: `${claim} data.a.b = 1;` }] });
    expect((await fetch(url)).status).toBe(500);
    expect(records.requests).toMatchObject([{ client: 'Broken', status: 500 }]);
    expect(records.problems).toHaveLength(1);
  });

  it('answers 504 when the client claims and never answers', async () => {
    const { url, records } = await startContainer(
      { clients: [{ name: 'Mute', code: claim }] },
      { limits: { responseMs: 20 } },
    );
    expect((await fetch(url)).status).toBe(504);
    expect(records.problems).toEqual(['The client Mute claimed a request and never returned a response.']);
  });

  it('lets no client claim after its code has returned', async () => {
    const code = `require('callLater')(function() { ${claim} });`;
    const { url, records, whenIdle } = await startContainer({ clients: [{ name: 'Late', code }] });
    expect((await fetch(url)).status).toBe(400);
    await whenIdle(5000);
    expect(records.problems).toEqual([expect.stringContaining('Tried to claim a request after a Client had returned')]);
  });

  it('runs no container for a client that has not claimed', async () => {
    const code = "require('runContainer')({ event_name: 'stray' });";
    const { url, records, whenIdle, logged } = await startContainer({
      clients: [{ name: 'Stray', code }],
      tags: [logTag('T')],
    });
    await fetch(url);
    await whenIdle(5000);
    expect(records.problems).toEqual(['The client Stray ran the container for a request that it had not claimed.']);
    expect(logged()).toEqual([]);
  });

  it('goes on after the response, and waits for that work when it is closed', async () => {
    const code = `${claim} ${answer}
      require('runContainer')({ event_name: 'after' }, function() { require('logToConsole')('ran'); });`;
    const waiting = `require('Promise').create(function(resolve) { require('callLater')(resolve); }).then(data.gtmOnSuccess);`;
    const container = await startContainer({
      clients: [{ name: 'Early', code }],
      tags: [{ name: 'Slow', code: waiting }],
    });
    expect((await fetch(container.url)).status).toBe(200);
    await container.close();
    expect(container.logged()).toEqual(['ran']);
    expect(container.records.requests[0]?.events).toMatchObject([
      { name: 'after', tags: [{ name: 'Slow', status: 'success' }] },
    ]);
  });

  it('cuts off work that does not end, and says so', async () => {
    const code = `${claim} ${answer} require('runContainer')({ event_name: 'after' });`;
    const tags = [{ name: 'Stuck', code: 'return;' }];
    const container = await startContainer({ clients: [{ name: 'Early', code }], tags }, { limits: { closeMs: 20 } });
    await fetch(container.url);
    await container.close();
    expect(container.records.problems).toEqual(['Templates were still at work when the server was closed.']);
  });

  it('refuses a body of more than a megabyte', async () => {
    const { url, records } = await startContainer({ clients: [eventClient] });
    const status = await new Promise((resolve, reject) => {
      const sent = request(url, { method: 'POST' }, (response) => resolve(response.statusCode));
      sent.on('error', reject);
      sent.end('x'.repeat(1_048_577));
    });
    expect(status).toBe(413);
    expect(records.requests).toMatchObject([{ client: undefined, status: 413 }]);
  });

  it('answers 500 and says why when a response cannot be written', async () => {
    const code = `${claim} require('setResponseStatus')(99999); ${answer}`;
    const { url, records } = await startContainer({ clients: [{ name: 'Odd', code }] });
    expect((await fetch(`${url}/odd`)).status).toBe(500);
    expect(records.requests).toMatchObject([{ status: 500 }]);
    expect(records.problems).toEqual([expect.stringMatching(/^The request GET \/odd could not be answered: /)]);
  });

  it('names what it does not simulate', async () => {
    const ids = { accountId: '1', containerId: '2' };
    const { records } = await startContainer({
      clients: [{ name: 'GA4', type: 'gaaw_client' }],
      tags: [
        { name: 'Floodlight', type: 'sgtmfls' },
        { name: 'Ads', type: 'sgtmadsct', fields: { rdp: true } },
      ],
      triggers: [
        { triggerId: '3', name: 'Timer', type: 'TIMER' },
        { triggerId: '4', name: 'Odd', filter: [{ type: 'CSS_SELECTOR', parameter: [] }] },
      ],
      variables: [
        { name: 'Region', type: 'vr' },
        { name: 'Formatted', type: 'c', formatValue: { caseConversionType: 'LOWERCASE' } },
      ],
      builtIns: { 'Visitor Region': 'VISITOR_REGION' },
      more: { transformation: [{ ...ids, transformationId: '1', name: 'Redact', type: 'tf_redact_params' }] },
    });
    expect(records.unsupported).toEqual([
      'The client GA4 is of the type gaaw_client, which is not simulated: it claims nothing.',
      'The tag Floodlight is of the type sgtmfls, which is not simulated: it never fires.',
      'The tag Ads has the setting rdp, which is not simulated.',
      'The trigger Timer is of the type TIMER, which is not simulated: it is never met.',
      'The trigger Odd compares by CSS_SELECTOR, which is not simulated: it is never met.',
      'The variable Region is of the type vr, which is not simulated: it is undefined.',
      'The variable Formatted formats its value, which is not simulated.',
      'The built-in variable Visitor Region (VISITOR_REGION) is not simulated: it is undefined.',
      'The transformation Redact is of the type tf_redact_params, which is not simulated: it changes nothing.',
    ]);
  });

  it('names a pixel that the browser is not told to load', async () => {
    const code = `${claim} require('sendPixelFromBrowser')('https://px.example.test/'); ${answer}`;
    const permissions = { return_response: {}, send_pixel_from_browser: { allowedUrls: 'any' } };
    const { url, records } = await startContainer({ clients: [{ name: 'GA4', code, permissions }] });
    expect((await fetch(`${url}/g/collect?v=2`)).status).toBe(200);
    expect(records.unsupported).toEqual([
      'sendPixelFromBrowser is not simulated: the browser is not told to load the pixel.',
    ]);
  });

  it('refuses a container for the web, a broken template, and a template for the web', async () => {
    const start = (exported: ReturnType<typeof makeContainer>) =>
      startServerContainer({ exported, googleUrl: 'http://127.0.0.1:9' });
    const server = makeContainer({});
    const { containerVersion } = server;
    const container = { ...containerVersion.container, usageContext: ['WEB'] as const };
    await expect(start({ ...server, containerVersion: { ...containerVersion, container } })).rejects.toThrow(
      'is no server container',
    );
    const withTemplate = (templateData: string) => {
      const customTemplate = [{ accountId: '1', containerId: '2', templateId: '9', name: 'T', templateData }];
      return start(makeContainer({ more: { customTemplate } }));
    };
    await expect(withTemplate('___INFO___\n\n{')).rejects.toThrow('The template T is broken');
    await expect(withTemplate(makeTpl({ code: '' }))).rejects.toThrow('The template T is for web containers');
  });

  it('rejects when the port is taken', async () => {
    const { url } = await startContainer({});
    const port = Number(new URL(url).port);
    await expect(startContainer({}, { port })).rejects.toThrow('EADDRINUSE');
  });
});
