// One scenario from its first line until nothing is due any more.
import { describe, expect, test } from 'vitest';
import { runAll, whyFailed } from './run-tests.ts';

const server = { container: 'server' } as const;
const promised = { ...server, setup: "const Promise = require('Promise'); const callLater = require('callLater');" };

describe('runScenario', () => {
  test('a scenario that asserts nothing passes', async () => {
    expect(await runAll(['runCode();'])).toMatchObject([{ name: 'Scenario 1', passed: true, message: '' }]);
  });

  test('tells where the scenario stands in its file', async () => {
    const [first] = await runAll(['runCode();']);
    expect(first?.line).toBeGreaterThan(1);
  });

  test('setup and scenario are one scope, the setup first, fresh for each scenario', async () => {
    const setup = 'const list = [1]; const read = () => later; list.push(2)';
    const codes = ['[3].forEach((n) => list.push(n)); const later = list; assertThat(read()).isEqualTo([1, 2, 3]);'];
    expect(await runAll([...codes, ...codes], { setup })).toMatchObject([{ message: '' }, { message: '' }]);
  });

  test('the same name declared in both is refused', async () => {
    expect(await whyFailed('const a = 2;', { setup: 'const a = 1;' })).toBe("Identifier 'a' has already been declared");
  });

  test('a failure ends its scenario and no other', async () => {
    const results = await runAll(["fail('first'); fail('second');", 'runCode();']);
    expect(results.map(({ message }) => message)).toEqual(['first (line 1 of the scenario)', '']);
  });

  test.each([
    ['const = 1;', 'Unexpected token (line 1 of the scenario)'],
    ['runCode();\nrunCode(;', 'Unexpected token (line 2 of the scenario)'],
    ['const f = async () => 1;', 'The sandbox has no async functions. (line 1 of the scenario)'],
  ])('code that does not parse fails with the reason: %s', async (code, message) => {
    expect(await runAll([code], { setup: 'const a = 1;\nconst b = 2;' })).toMatchObject([{ passed: false, message }]);
  });

  test('a name that nobody declared fails where it is used', async () => {
    expect(await whyFailed('mockData.id = 1;')).toBe(
      'Attempting to use undeclared variable mockData in function template.',
    );
  });
});

describe('what comes later', () => {
  test('promise callbacks run before those of callLater', async () => {
    const scenario = (order: string) =>
      `const order = []; callLater(() => order.push('later')); Promise.create((resolve) => resolve('then')).then((v) => order.push(v)).then(() => order.push('then again')); order.push('now'); callLater(() => assertThat(order).isEqualTo(${order}));`;
    expect(await whyFailed(scenario("['now', 'then', 'then again', 'later']"), promised)).toBe('');
    expect(await whyFailed(scenario("['now', 'later', 'then', 'then again']"), promised)).toContain(
      'They differ at [1]',
    );
  });

  test('promises of one callLater run before the next callLater', async () => {
    const scenario =
      "const order = []; callLater(() => Promise.create((resolve) => resolve(1)).then(() => order.push('then'))); callLater(() => assertThat(order).isEqualTo(['then']));";
    expect(await whyFailed(scenario, promised)).toBe('');
  });

  test('a promise that the template returns can be awaited', async () => {
    const template = { ...promised, code: "return require('Promise').create((resolve) => resolve(data.id));" };
    expect(await whyFailed('runCode({ id: 1 }).then((id) => assertThat(id).isEqualTo(1));', template)).toBe('');
    expect(await whyFailed('return runCode({ id: 1 }).then((id) => assertThat(id).isEqualTo(2));', template)).toBe(
      'Expected 1 to equal 2.',
    );
  });

  test('a promise that is never resolved rejects after its time, without waiting for it', async () => {
    const scenario = "Promise.create(() => {}).catch((error) => assertThat(error.reason).isEqualTo('timed_out'));";
    expect(await whyFailed(scenario, promised)).toBe('');
    expect(await whyFailed(scenario.replace("'timed_out'", "'x'"), promised)).toBe(
      'Expected "timed_out" to equal "x".',
    );
  });

  test('an assertion within a mock fails the scenario, even when the template swallows what it throws', async () => {
    const code =
      "require('Promise').create((resolve) => resolve()).then(() => require('sendHttpGet')('x')).catch(data.gtmOnFailure);";
    const scenario = "mock('sendHttpGet', (url) => assertThat(url).isEqualTo('y')); runCode();";
    expect(await whyFailed(scenario, { ...server, code })).toBe('Expected "x" to equal "y".');
    expect(await whyFailed(scenario.replace("'y'", "'x'"), { ...server, code })).toBe('');
  });

  test('an assertion in callLater fails the scenario', async () => {
    expect(await whyFailed("require('callLater')(() => fail('late'));")).toBe('late');
  });

  test('an error in a callback of the template that runs later fails the scenario', async () => {
    expect(await whyFailed('runCode();', { code: "require('callLater')(() => data.user.id);" })).toContain(
      'Cannot access the property id',
    );
  });

  test('a rejection that nobody handles fails the scenario; one that is handled does not', async () => {
    const code = "require('Promise').create((resolve, reject) => reject({ reason: data.reason }));";
    const expected = '{ reason: "why" } was thrown or rejected.';
    expect(await whyFailed("runCode({ reason: 'why' });", { ...server, code })).toBe(expected);
    expect(
      await whyFailed("runCode({ reason: 'why' });", { ...server, code: `${code.slice(0, -1)}.catch(() => {});` }),
    ).toBe('');
  });

  test('the first failure is the one that is told', async () => {
    expect(await whyFailed("require('callLater')(() => fail('second')); fail('first');")).toBe('first');
  });
});

describe('what never ends', () => {
  const endless = 'The scenario did not end';

  test.each([
    ['a callLater that starts itself', 'const again = () => callLater(again); again();'],
    [
      'a promise that starts itself',
      'const again = () => Promise.create((resolve) => resolve()).then(again); again();',
    ],
    [
      'a promise that hangs on itself',
      'const one = Promise.create((resolve) => resolve()); const again = () => one.then(again); again();',
    ],
  ])('%s is ended', async (_, code) => {
    expect(await whyFailed(code, promised)).toContain(endless);
  });

  test.each([
    ['in the scenario', 'while (true) {}'],
    [
      'in a promise, also when what it throws is caught',
      'Promise.create((resolve) => resolve()).then(() => { while (true) {} }).catch(() => {});',
    ],
    ['in callLater', 'callLater(() => { while (true) {} });'],
  ])('an endless loop %s is ended, and the next scenario runs', async (_, code) => {
    const results = await runAll([code, 'runCode();'], promised, { limitMs: 200 });
    expect(results.map(({ message }) => message)).toEqual([
      'The scenario did not end within 0.2 seconds; look for an endless loop.',
      '',
    ]);
  });

  test('a function that calls itself for ever is ended', async () => {
    expect(await whyFailed('const f = () => f(); f();')).toBe('Maximum call stack size exceeded');
  });
});

describe('time and chance', () => {
  const ask = {
    kind: 'MACRO',
    code: "return [require('getTimestampMillis')(), require('generateRandom')(0, 9)];",
  } as const;

  test('begin with the year 2026 and a half', async () => {
    expect(await whyFailed(`assertThat(runCode()).isEqualTo([${Date.UTC(2026, 0, 1)}, 5]);`, ask)).toBe('');
  });

  test('are as the caller gives them', async () => {
    const scenario = 'assertThat(runCode()).isEqualTo([1000, 9]);';
    expect(await whyFailed(scenario, ask, { now: 1000, random: () => 0.99 })).toBe('');
    expect(await whyFailed(scenario, ask, { now: 1001, random: () => 0.99 })).toContain(
      'They differ at [0]: 1001 is not 1000.',
    );
    expect(await whyFailed(scenario, { ...ask, ...server }, { now: 1000, random: () => 0.99 })).toBe('');
  });

  test('time passes only while something is due', async () => {
    const scenario =
      "const now = require('getTimestampMillis'); const start = now(); Promise.create(() => {}).catch(() => assertThat(now() - start).isEqualTo(5000)); assertThat(now()).isEqualTo(start);";
    expect(await whyFailed(scenario, promised)).toBe('');
  });
});
