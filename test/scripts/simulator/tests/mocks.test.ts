// mock and mockObject: what takes the place of an API, from when on, and for whom.
import { describe, expect, test } from 'vitest';
import { runAll, whyFailed } from './run-tests.ts';

/** A variable that gives back what an API answers. */
const ask = (call: string) => ({ kind: 'MACRO', code: `return ${call};` }) as const;

describe('mock', () => {
  test('a function is called in place of the API, with its arguments', async () => {
    const template = ask("require('getCookieValues')('a', true)");
    const scenario =
      "mock('getCookieValues', (name, decode) => [name, decode]); assertThat(runCode()).isEqualTo(['a', true]);";
    expect(await whyFailed(scenario, template)).toBe('');
    expect(await whyFailed(scenario.replace("['a', true]", "['a']"), template)).toContain('to equal ["a"]');
  });

  test('any other value is what calls return', async () => {
    const template = ask("[require('getCookieValues')('a'), require('getUrl')('host')]");
    const scenario =
      "mock('getCookieValues', ['x']); mock('getUrl'); assertThat(runCode()).isEqualTo([['x'], undefined]);";
    expect(await whyFailed(scenario, template)).toBe('');
  });

  test('calls of a mock are noted', async () => {
    const template = ask("require('getCookieValues')('a')");
    expect(
      await whyFailed(
        "mock('getCookieValues', []); runCode(); assertApi('getCookieValues').wasCalledWith('a');",
        template,
      ),
    ).toBe('');
    expect(
      await whyFailed("mock('getCookieValues', []); runCode(); assertApi('getCookieValues').wasNotCalled();", template),
    ).toContain('There was 1 call');
  });

  test('binds when require is called: what was required before stays the real API', async () => {
    const setup = "const makeString = require('makeString');";
    const scenario =
      "mock('makeString', 'mocked'); assertThat([makeString(1), require('makeString')(1)]).isEqualTo(['1', 'mocked']);";
    expect(await whyFailed(scenario, { setup })).toBe('');
    expect(await whyFailed(scenario.replace("['1', 'mocked']", "['mocked', 'mocked']"), { setup })).toContain(
      'They differ at [0]',
    );
  });

  test('so a mock can use the API that it replaces', async () => {
    const setup = "const makeString = require('makeString'); mock('makeString', (value) => makeString(value) + '!');";
    expect(
      await whyFailed("assertThat(runCode()).isEqualTo('1!');", { ...ask("require('makeString')(1)"), setup }),
    ).toBe('');
  });

  test('the last mock of a name counts, also between two runs', async () => {
    const scenario =
      "mock('getTimestampMillis', 1); const first = runCode(); mock('getTimestampMillis', 2); assertThat([first, runCode()]).isEqualTo([1, 2]);";
    expect(await whyFailed(scenario, ask("require('getTimestampMillis')()"))).toBe('');
  });

  test('mocks and calls of one scenario are unknown to the next', async () => {
    const template = ask("require('getType')(1)");
    const [first, second] = await runAll(
      [
        "mock('getType', 'mocked'); assertThat(runCode()).isEqualTo('mocked'); assertApi('getType').wasCalled();",
        "assertApi('getType').wasNotCalled(); assertThat(runCode()).isEqualTo('number');",
      ],
      template,
    );
    expect([first?.message, second?.message]).toEqual(['', '']);
  });

  test('neither permissions nor types are asked for on the way to a mock', async () => {
    const template = ask("require('sendPixel')(7)");
    expect(await whyFailed("mock('sendPixel'); runCode();", template)).toBe('');
    expect(await whyFailed('runCode();', template)).toContain('Argument url has type number');
    expect(await whyFailed('runCode();', ask("require('sendPixel')('https://a.example/')"))).toContain(
      'Permission denied: send_pixel',
    );
  });

  test('an API that is an object is what the function returns', async () => {
    const template = { ...ask("require('Firestore').read('a')"), container: 'server' } as const;
    expect(
      await whyFailed(
        "mock('Firestore', () => ({ read: (path) => path + '!' })); assertThat(runCode()).isEqualTo('a!');",
        template,
      ),
    ).toBe('');
    expect(
      await whyFailed(
        "mock('Firestore', () => ({ read: (path) => path })); assertThat(runCode()).isEqualTo('a!');",
        template,
      ),
    ).toContain('to equal "a!"');
  });

  test('or the object itself', async () => {
    const template = { ...ask("require('BigQuery').insert"), container: 'server' } as const;
    expect(await whyFailed("mock('BigQuery', { insert: 1 }); assertThat(runCode()).isEqualTo(1);", template)).toBe('');
  });

  test('a name that no API has can be mocked and required', async () => {
    expect(
      await whyFailed("mock('requestMethod', 'POST'); assertThat(require('requestMethod')()).isEqualTo('POST');"),
    ).toBe('');
    expect(await whyFailed("require('requestMethod');")).toBe('requestMethod is not a valid API name.');
  });
});

describe('mockObject', () => {
  test('puts an object in place of an API', async () => {
    const template = ask("require('localStorage').getItem('k')");
    const scenario =
      "const store = { k: 'v' }; mockObject('localStorage', { getItem: (key) => store[key] }); assertThat(runCode()).isEqualTo('v');";
    expect(await whyFailed(scenario, template)).toBe('');
    expect(await whyFailed(scenario.replace("k: 'v'", "k: 'w'"), template)).toBe('Expected "w" to equal "v".');
  });

  test('has only the functions that it was given', async () => {
    expect(await whyFailed("mockObject('JSON', {}); runCode();", ask("require('JSON').parse('1')"))).toContain(
      "no 'parse' property",
    );
  });

  test.each(['1', '() => 1', 'null', ''])('refuses %s', async (value) => {
    expect(await whyFailed(`mockObject('JSON', ${value || 'undefined'});`)).toBe(
      "mockObject('JSON') needs an object; use mock for a function or a value.",
    );
  });
});
