// runCode, fail and require: how a test runs the template, and what each of the two may do.
import { describe, expect, test } from 'vitest';
import { whyFailed } from './run-tests.ts';

const tag = { code: 'data.gtmOnSuccess(data.id); return data.id;' };

describe('runCode', () => {
  test('gives the template its data', async () => {
    expect(
      await whyFailed("assertThat(runCode({ id: 'a' })).isEqualTo('a');", { kind: 'MACRO', code: 'return data.id;' }),
    ).toBe('');
    expect(
      await whyFailed("assertThat(runCode({ id: 'a' })).isEqualTo('b');", { kind: 'MACRO', code: 'return data.id;' }),
    ).toBe('Expected "a" to equal "b".');
  });

  test('returns what the code returns, of a tag as well', async () => {
    expect(await whyFailed("assertThat(runCode({ id: 'a' })).isEqualTo('a');", tag)).toBe('');
  });

  test("notes a tag's callbacks at once", async () => {
    expect(await whyFailed("runCode({ id: 1 }); assertApi('gtmOnSuccess').wasCalledWith(1);", tag)).toBe('');
    expect(await whyFailed("runCode({ id: 1 }); assertApi('gtmOnFailure').wasCalled();", tag)).toBe(
      'Expected gtmOnFailure to be called, but it was not.',
    );
    expect(await whyFailed("runCode({ id: 1 }); assertApi('gtmOnSuccess').wasNotCalled();", tag)).toContain(
      'gtmOnSuccess(1)',
    );
  });

  test('notes them as well when the data bring their own, and calls those', async () => {
    const scenario =
      "let id; runCode({ id: 7, gtmOnSuccess: (value) => { id = value; } }); assertThat(id).isEqualTo(7); assertApi('gtmOnSuccess').wasCalled();";
    expect(await whyFailed(scenario, tag)).toBe('');
    expect(await whyFailed(scenario, { code: 'data.gtmOnFailure();' })).toBe('Expected undefined to equal 7.');
  });

  test('gives a variable no callbacks', async () => {
    expect(
      await whyFailed("assertThat(runCode()).isEqualTo('undefined');", {
        kind: 'MACRO',
        code: 'return typeof data.gtmOnSuccess;',
      }),
    ).toBe('');
  });

  test('may be called without data', async () => {
    expect(await whyFailed('assertThat(runCode()).isUndefined();', tag)).toBe('');
  });

  test("does not fill in the form's defaults", async () => {
    const parameters = [{ type: 'TEXT', name: 'id', defaultValue: 'default' }];
    expect(await whyFailed('assertThat(runCode({})).isUndefined();', { ...tag, parameters })).toBe('');
  });

  test('the template changes its own copy of the data', async () => {
    const code = 'data.id = data.id + 1; return data.id;';
    expect(
      await whyFailed(
        'const given = { id: 1 }; runCode(given); assertThat([given, runCode(given)]).isEqualTo([{ id: 1 }, 2]);',
        { code },
      ),
    ).toBe('');
  });

  test('runs the code from its start each time', async () => {
    const code = 'let n = 0; n++; return n;';
    expect(await whyFailed('runCode(); assertThat(runCode()).isEqualTo(1);', { code })).toBe('');
  });

  test("the template's error fails the scenario", async () => {
    expect(await whyFailed('runCode();', { code: 'return data.user.id;' })).toBe(
      'Cannot access the property id of undefined. Test it first.',
    );
  });

  test('the template does not see the functions of the test', async () => {
    expect(await whyFailed("runCode(); fail('not reached');", { code: 'assertThat(1);' })).toBe(
      'Attempting to use undeclared variable assertThat in function template.',
    );
  });

  test('the template may use their names for its own', async () => {
    const code = 'const fail = 1; const mock = 2; return fail + mock;';
    expect(await whyFailed('assertThat(runCode()).isEqualTo(3);', { code })).toBe('');
  });

  test('arguments are a list, in arrow functions too', async () => {
    const code = 'const f = () => arguments.slice(1); return f(1, 2, 3);';
    expect(
      await whyFailed(
        "mock('getType', () => arguments); assertThat(runCode()).isEqualTo([2, 3]); assertThat(require('getType')(1)).isEqualTo([1]);",
        { code },
      ),
    ).toBe('');
    expect(await whyFailed('assertThat(runCode()).isEqualTo([1, 2, 3]);', { code })).toContain('Expected [2, 3]');
  });
});

describe('fail', () => {
  test('fails the scenario with its message', async () => {
    expect(await whyFailed("fail('why');")).toBe('why');
    expect(await whyFailed('fail();')).toBe('The scenario called fail().');
    expect(await whyFailed('fail({ a: 1 });')).toBe('{ a: 1 }');
  });
});

describe('require in a test', () => {
  test('gives real APIs, which share their world with the template', async () => {
    const template = {
      code: "require('setInWindow')('a', { n: 1 }, true);",
      permissions: { access_globals: { keys: [{ key: 'a', read: true, write: true, execute: false }] } },
    };
    expect(
      await whyFailed("runCode(); assertThat(require('copyFromWindow')('a')).isEqualTo({ n: 1 });", template),
    ).toBe('');
    expect(await whyFailed("assertThat(require('copyFromWindow')('a')).isEqualTo({ n: 1 });", template)).toContain(
      'Expected undefined',
    );
  });

  test('asks for no permissions', async () => {
    expect(await whyFailed("assertThat(require('getUrl')('host')).isEqualTo('www.example.com');")).toBe('');
  });

  test("notes the test's own calls", async () => {
    expect(await whyFailed("require('getType')(1); assertApi('getType').wasCalledWith(1);")).toBe('');
  });

  test('an API that the container does not have is an error', async () => {
    expect(await whyFailed("require('sendHttpRequest');")).toBe('sendHttpRequest is not a valid API name.');
  });
});

describe('permissions in scenarios', () => {
  const readGlobals = { access_globals: { keys: [{ key: 'a', read: true, write: false, execute: false }] } };

  test('bind the template when it calls a real API', async () => {
    const code = "return require('copyFromWindow')(data.key);";
    expect(await whyFailed("runCode({ key: 'a' });", { code, permissions: readGlobals })).toBe('');
    expect(await whyFailed("runCode({ key: 'b' });", { code, permissions: readGlobals })).toContain(
      'access_globals does not cover read b',
    );
    expect(await whyFailed("runCode({ key: 'a' });", { code })).toContain('Permission denied: access_globals');
  });

  test("one without settings is there even when the file lacks it, as GTM's editor adds it", async () => {
    const code = "return require('templateStorage').getItem('a');";
    expect(await whyFailed('assertThat(runCode()).isUndefined();', { code })).toBe('');
  });

  test.each([
    ['web', "require('readTitle')();"],
    ['server', "require('returnResponse')();"],
  ] as const)('so is one that only %s containers have', async (container, code) => {
    expect(await whyFailed('runCode();', { code, container })).toBe('');
  });
});

describe('data in a test', () => {
  test('is an empty object, whose name the test may use for its own', async () => {
    expect(await whyFailed('assertThat(data.id).isUndefined();')).toBe('');
    expect(await whyFailed('const data = { id: 1 }; assertThat(data.id).isEqualTo(1);')).toBe('');
  });
});
