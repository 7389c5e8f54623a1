// How one template runs on a fake page: its callbacks, its errors, and what it cannot reach.
import { describe, expect, test } from 'vitest';
import { simulateTemplate } from '../../../scripts/simulator/simulate-template.ts';
import { createFakePage } from '../../../scripts/simulator/web/fake-page.ts';
import { makeTpl, type TplParts } from './make-tpl.ts';

function simulate(parts: TplParts, fields: Record<string, unknown> = {}) {
  const page = createFakePage();
  return { page, run: simulateTemplate({ tpl: makeTpl(parts), fields, page }) };
}

describe('simulateTemplate', () => {
  test('a tag that calls gtmOnSuccess succeeds', () => {
    const { run } = simulate({ code: 'data.gtmOnSuccess();' });
    expect(run).toMatchObject({ status: 'succeeded', calls: { gtmOnSuccess: 1, gtmOnFailure: 0 }, problems: [] });
  });

  test('a tag that calls gtmOnFailure fails without an error', () => {
    const { run } = simulate({ code: 'data.gtmOnFailure();' });
    expect(run).toMatchObject({ status: 'failed', problems: [] });
    expect(run.error).toBeUndefined();
  });

  test('a variable answers what its code returns', () => {
    const { run } = simulate({ kind: 'MACRO', code: 'return data.a + 1;' }, { a: 2 });
    expect(run.returned).toBe(3);
  });

  test('a variable is given no callbacks', () => {
    const { run } = simulate({ kind: 'MACRO', code: 'return typeof data.gtmOnSuccess;' });
    expect(run.returned).toBe('undefined');
  });

  test('fields lie over the defaults of the form, nested fields included', () => {
    const parameters = [
      {
        type: 'GROUP',
        name: 'g',
        subParams: [
          { type: 'TEXT', name: 'kept', defaultValue: 'default' },
          { type: 'TEXT', name: 'changed', defaultValue: 'default' },
          { type: 'CHECKBOX', name: 'box' },
          { type: 'SIMPLE_TABLE', name: 'table', defaultValue: [] },
        ],
      },
    ];
    const code = 'return [data.kept, data.changed, data.box, data.table, data.g];';
    const { run } = simulate({ kind: 'MACRO', code, parameters }, { changed: 'mine' });
    expect(run.returned).toEqual(['default', 'mine', false, undefined, undefined]);
  });

  test('a tag that calls nothing stays running', () => {
    const { run, page } = simulate({ code: 'return;' });
    page.advance(60_000);
    expect(run.status).toBe('running');
  });

  test('a tag that calls both callbacks is reported, and the first one counts', () => {
    const { run } = simulate({ code: 'data.gtmOnSuccess(); data.gtmOnFailure();' });
    expect(run.status).toBe('succeeded');
    expect(run.problems.join()).toContain('called gtmOnFailure although it had called back before');
  });

  test('a tag that throws fails, even after gtmOnSuccess in the same turn', () => {
    const { run } = simulate({ code: 'data.gtmOnSuccess(); undefined.x;' });
    expect(run.status).toBe('failed');
    expect(run.error).toMatchObject({ code: 'missing_object' });
  });

  test('a callback that throws later fails the tag and spares the page', () => {
    const { run } = simulate({ code: "require('callLater')(() => { undefined.x; });" });
    expect(run.status).toBe('failed');
    expect(run.problems).toHaveLength(1);
  });

  test('gtmOnSuccess takes effect in a later turn, as in production', () => {
    const page = createFakePage();
    const order: string[] = [];
    page.window['note'] = (text: string) => order.push(text);
    const permissions = { access_globals: { keys: [{ key: 'note', read: false, write: false, execute: true }] } };
    const code = "const call = require('callInWindow'); data.gtmOnSuccess(); call('note', 'after the call');";
    const run = simulateTemplate({ tpl: makeTpl({ code, permissions }), page });
    expect([order, run.status]).toEqual([['after the call'], 'succeeded']);
  });

  test.each(['window', 'document', 'globalThis', 'fetch', 'process', 'eval', 'Function', 'setTimeout', 'JSON', 'Math'])(
    'the code cannot reach %s',
    (name) => {
      const { run } = simulate({ code: `const found = ${name}; data.gtmOnSuccess();` });
      expect(run.status).toBe('failed');
      expect(run.problems).toEqual([
        `Test template threw: Attempting to use undeclared variable ${name} in function template.`,
      ]);
    },
  );

  test('the code may declare names that exist outside', () => {
    const code = "const JSON = require('JSON'); const fail = 1; return JSON.stringify({ window: fail });";
    const { run } = simulate({ kind: 'MACRO', code });
    expect(run.returned).toBe('{"window":1}');
  });

  test('words that JavaScript reserves may be keys', () => {
    const code = 'const o = { delete: 1, static: 2, eval: 3, let: 4 }; return o.delete + o.static + o.eval + o.let;';
    expect(simulate({ kind: 'MACRO', code }).run.returned).toBe(10);
  });

  test('an assignment to a name that was not declared throws', () => {
    expect(simulate({ code: 'leaked = 1; data.gtmOnSuccess();' }).run.status).toBe('failed');
  });

  test('a name that GTM does not know cannot be required', () => {
    const { run } = simulate({ code: "require('sendHttpRequest'); data.gtmOnSuccess();" });
    expect(run.problems).toEqual(['Test template threw: sendHttpRequest is not a valid API name.']);
  });

  test('a name that only JavaScript objects have cannot be required', () => {
    expect(simulate({ code: "require('toString');" }).run.problems[0]).toContain('not a valid API name');
  });

  test('code that does not parse is refused', () => {
    expect(() => simulate({ code: 'const = 1;' })).toThrow(SyntaxError);
  });

  test('a broken section is refused with its place', () => {
    const tpl = makeTpl({ code: '' }).replace('"TAG"', '"TAG",,');
    expect(() => simulateTemplate({ tpl, page: createFakePage() })).toThrow(/INFO \d+:\d+/);
  });

  test('a server template is refused', () => {
    const tpl = makeTpl({ code: '', container: 'server' });
    expect(() => simulateTemplate({ tpl, page: createFakePage() })).toThrow(TypeError);
  });
});
