// Scripts, pixels and frames: permission first, then one load per cache token.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { evaluate } from '../../evaluate.ts';

const url = 'https://tags.example.test/x.js';
const permissions = { inject_script: { urls: ['https://tags.example.test/*'] }, logging: { environments: 'all' } };
const inject = (token: string) => `
const inject = require('injectScript');
const log = require('logToConsole');
inject('${url}', () => log('loaded'), () => log('failed')${token});
return 1;`;

describe('injectScript', () => {
  test('adds a script and tells when it has loaded', () => {
    const page = createFakePage();
    const run = evaluate(inject(''), { page, permissions });
    expect(page.scripts.map((script) => script.url)).toEqual([url]);
    expect(run.consoleTexts()).toEqual([]);
    page.scripts[0]?.load();
    expect(run.consoleTexts()).toEqual(['loaded']);
  });

  test('tells when it does not load', () => {
    const page = createFakePage();
    const run = evaluate(inject(''), { page, permissions });
    page.scripts[0]?.fail();
    expect(run.consoleTexts()).toEqual(['failed']);
  });

  test('callbacks may be left out', () => {
    const page = createFakePage();
    const run = evaluate(`require('injectScript')('${url}'); return 1;`, { page, permissions });
    page.scripts[0]?.load();
    page.scripts[0]?.fail();
    expect(run.problems).toEqual([]);
  });

  test('without a token every call adds a script', () => {
    const page = createFakePage();
    const { container } = evaluate(inject(''), { page, permissions });
    evaluate(inject(''), { page, permissions, container });
    expect(page.scripts).toHaveLength(2);
  });

  test('calls with the same token wait for one script', () => {
    const page = createFakePage();
    const { container, consoleTexts } = evaluate(inject(", 'token'"), { page, permissions });
    evaluate(inject(", 'token'"), { page, permissions, container });
    expect(page.scripts).toHaveLength(1);
    page.scripts[0]?.load();
    expect(consoleTexts()).toEqual(['loaded', 'loaded']);
  });

  test('after a token has loaded, later calls are answered in a later turn without a script', () => {
    const page = createFakePage();
    const { container, consoleTexts } = evaluate(inject(", 'token'"), { page, permissions });
    page.scripts[0]?.load();
    evaluate(`${inject(", 'token'").replace('return 1;', '')} log('after the call'); return 1;`, {
      page,
      permissions,
      container,
    });
    expect(page.scripts).toHaveLength(1);
    expect(consoleTexts()).toEqual(['loaded', 'after the call', 'loaded']);
  });

  test('after a token has failed, all waiting hear of it and a later call tries again', () => {
    const page = createFakePage();
    const { container, consoleTexts } = evaluate(inject(", 'token'"), { page, permissions });
    evaluate(inject(", 'token'"), { page, permissions, container });
    page.scripts[0]?.fail();
    evaluate(inject(", 'token'"), { page, permissions, container });
    expect(page.scripts).toHaveLength(2);
    expect(consoleTexts()).toEqual(['failed', 'failed']);
  });

  test('the same token with another address waits for the first address', () => {
    const page = createFakePage();
    const { container } = evaluate(inject(", 'token'"), { page, permissions });
    evaluate(inject(", 'token'").replace('x.js', 'y.js'), { page, permissions, container });
    expect(page.scripts.map((script) => script.url)).toEqual([url]);
  });

  test('an address outside the permission throws and loads nothing', () => {
    const page = createFakePage();
    const run = evaluate(inject('').replace('tags.', 'other.'), { page, permissions });
    expect([run.status, page.scripts]).toEqual(['failed', []]);
  });

  test('null stands for a callback that is left out, but not for the address', () => {
    const page = createFakePage();
    const run = evaluate(`require('injectScript')('${url}', null, null); return 1;`, { page, permissions });
    expect([run.problems, page.scripts.length]).toEqual([[], 1]);
    expect(evaluate("require('injectScript')(null);", { permissions }).problems[0]).toContain(
      'Required argument url not supplied',
    );
  });

  test('a callback that is no function throws', () => {
    const run = evaluate(`require('injectScript')('${url}', 'callback');`, { permissions });
    expect(run.problems[0]).toContain('Argument onSuccess has type string');
  });
});

describe('sendPixel', () => {
  const code = "require('sendPixel')('https://px.example.test/p', () => require('logToConsole')('sent')); return 1;";
  const allowed = { send_pixel: { allowedUrls: 'any' }, logging: { environments: 'all' } };

  test('loads an image and tells when it has arrived', () => {
    const page = createFakePage();
    const run = evaluate(code, { page, permissions: allowed });
    page.pixels[0]?.load();
    expect([page.pixels[0]?.url, run.consoleTexts()]).toEqual(['https://px.example.test/p', ['sent']]);
  });

  test('throws without its permission', () => {
    expect(evaluate(code, { permissions }).status).toBe('failed');
  });
});

describe('injectHiddenIframe', () => {
  const code = "require('injectHiddenIframe')('https://frames.example.test/f'); return 1;";

  test('adds a frame', () => {
    const page = createFakePage();
    evaluate(code, { page, permissions: { inject_hidden_iframe: { urls: ['https://frames.example.test/'] } } });
    expect(page.frames.map((frame) => frame.url)).toEqual(['https://frames.example.test/f']);
  });

  test('throws without its permission', () => {
    expect(evaluate(code, { permissions }).status).toBe('failed');
  });
});
