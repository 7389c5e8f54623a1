// assertApi: calls of APIs and callbacks, and what it says where the expected call is missing.
import { describe, expect, test } from 'vitest';
import { whyFailed } from '../run-tests.ts';

const setCookies = { allowedCookies: [{ name: '*', domain: '*', path: '*', secure: 'any', session: 'any' }] };
const template = {
  code: "require('setCookie')(data.name, data.value, { path: '/', 'max-age': data.age }); data.gtmOnSuccess();",
  permissions: { set_cookies: setCookies },
};
const run = "runCode({ name: 'a', value: '1' });";

describe('assertApi', () => {
  test('wasCalled holds when the API was called', async () => {
    expect(await whyFailed(`${run} assertApi('setCookie').wasCalled();`, template)).toBe('');
    expect(await whyFailed("assertApi('setCookie').wasCalled();", template)).toBe(
      'Expected setCookie to be called, but it was not.',
    );
  });

  test('wasNotCalled holds when the API was not called', async () => {
    expect(await whyFailed("assertApi('setCookie').wasNotCalled();", template)).toBe('');
    expect(await whyFailed(`${run} assertApi('setCookie').wasNotCalled();`, template)).toBe(
      'Expected setCookie not to be called. There was 1 call: setCookie("a", "1", { path: "/", "max-age": undefined }).',
    );
  });

  test('wasCalledWith holds when one of the calls has equal arguments', async () => {
    const two = `${run} runCode({ name: 'b', value: '2' });`;
    expect(await whyFailed(`${two} assertApi('setCookie').wasCalledWith('a', '1', { path: '/' });`, template)).toBe('');
    expect(await whyFailed(`${two} assertApi('setCookie').wasCalledWith('a', '2', { path: '/' });`, template)).toBe(
      'Expected setCookie to be called with ("a", "2", { path: "/" }). There were 2 calls: ' +
        'setCookie("a", "1", { path: "/", "max-age": undefined }); setCookie("b", "2", { path: "/", "max-age": undefined }).',
    );
  });

  test('of a single call it says where the arguments differ', async () => {
    expect(
      await whyFailed(`${run} assertApi('setCookie').wasCalledWith('a', '1', { path: '/x' });`, template),
    ).toContain(' In argument 3: They differ at .path: "/" is not "/x".');
  });

  test('wasCalledWith needs the same number of arguments', async () => {
    expect(await whyFailed(`${run} assertApi('setCookie').wasCalledWith('a', '1');`, template)).toContain(
      'Its number of arguments is 3 instead of 2.',
    );
    expect(
      await whyFailed(
        "mock('setCookie'); require('setCookie')('a'); assertApi('setCookie').wasCalledWith('a', undefined);",
      ),
    ).toContain('Its number of arguments is 1 instead of 2.');
  });

  test('wasCalledWith says when there was no call', async () => {
    expect(await whyFailed("assertApi('setCookie').wasCalledWith('a');", template)).toBe(
      'Expected setCookie to be called with ("a"). It was not called.',
    );
  });

  test('wasNotCalledWith holds when no call has equal arguments', async () => {
    expect(await whyFailed(`${run} assertApi('setCookie').wasNotCalledWith('a', '2', { path: '/' });`, template)).toBe(
      '',
    );
    expect(await whyFailed("assertApi('setCookie').wasNotCalledWith('a');", template)).toBe('');
    expect(
      await whyFailed(`${run} assertApi('setCookie').wasNotCalledWith('a', '1', { path: '/' });`, template),
    ).toContain('Expected setCookie not to be called with ("a", "1", { path: "/" }). There was 1 call');
  });

  test('functions among the arguments are compared by identity', async () => {
    const setup = "const onLoad = () => 1; mock('injectScript'); const inject = require('injectScript');";
    const call = "inject('https://a.example/x.js', onLoad);";
    expect(
      await whyFailed(`${call} assertApi('injectScript').wasCalledWith('https://a.example/x.js', onLoad);`, { setup }),
    ).toBe('');
    expect(
      await whyFailed(`${call} assertApi('injectScript').wasCalledWith('https://a.example/x.js', () => 1);`, { setup }),
    ).toContain('[function onLoad]');
  });

  test('many calls are cut', async () => {
    const code = "for (let i = 0; i < 7; i++) require('getType')(i);";
    expect(await whyFailed("runCode(); assertApi('getType').wasNotCalled();", { code })).toMatch(
      /^Expected getType not to be called\. There were 7 calls: getType\(0\);.*getType\(4\), and 2 more\.$/,
    );
  });

  test('an API that the container does not have cannot have been called', async () => {
    expect(await whyFailed("assertApi('sendHttpRequest').wasCalled();")).toBe(
      'sendHttpRequest is no API of web containers, and the scenario does not mock it. Correct the name.',
    );
    expect(await whyFailed("assertApi('sendHttpRequest').wasCalledWith();")).toContain('is no API of web containers');
    expect(await whyFailed("assertApi('sendHttpRequest').wasCalled();", { container: 'server' })).toContain(
      'but it was not',
    );
  });

  test('that such an API was not called is true', async () => {
    expect(await whyFailed("assertApi('noSuchApi').wasNotCalled(); assertApi('noSuchApi').wasNotCalledWith(1);")).toBe(
      '',
    );
  });

  test('a mocked name counts as an API', async () => {
    const code = "require('noSuchApi')(1);";
    expect(await whyFailed("mock('noSuchApi', 1); runCode(); assertApi('noSuchApi').wasCalledWith(1);", { code })).toBe(
      '',
    );
    expect(await whyFailed("mock('noSuchApi', 1); assertApi('noSuchApi').wasCalled();")).toContain('but it was not');
  });

  test.each(['JSON', 'JSON.parse'])('%s is an object, whose functions nobody counts', async (name) => {
    const code = "require('JSON').parse('1');";
    expect(await whyFailed(`runCode(); assertApi('${name}').wasCalled();`, { code })).toBe(
      'assertApi does not see the functions of JSON, which is an object. Mock it with functions that note their calls.',
    );
  });
});
