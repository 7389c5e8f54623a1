// Promises of server templates, as code sees them.
import { describe, expect, test } from 'vitest';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import { evaluateOnServer, refusalOf, settleOnServer } from '../evaluate-on-server.ts';

const start = "const Promise = require('Promise');";

describe('Promise.create', () => {
  test('resolves with what the resolver gives, after the current turn', async () => {
    const code = `${start} Promise.create((resolve) => resolve(1)).then(note); note('now');`;
    const { notes } = await settleOnServer(code);
    expect(notes).toEqual(['now', 1]);
  });

  test('runs the resolver at once', () => {
    const code = `${start} Promise.create(() => note('resolver')); note('after');`;
    expect(evaluateOnServer(code).notes).toEqual(['resolver', 'after']);
  });

  test('the first outcome counts', async () => {
    const code = `${start} Promise.create((resolve, reject) => { reject(1); resolve(2); reject(3); }).then(note, note);`;
    expect((await settleOnServer(code)).notes).toEqual([1]);
  });

  test('callbacks run in order of registration and before callLater’s', async () => {
    const code = `${start} const p = Promise.create((resolve) => resolve(0));
      require('callLater')(() => note('later'));
      p.then(() => note('a')).then(() => note('c'));
      p.then(() => note('b'));`;
    expect((await settleOnServer(code)).notes).toEqual(['a', 'b', 'c', 'later']);
  });

  test.each([
    ['a promise', "Promise.create((resolve) => resolve('inner'))"],
    ['an object with a then of its own', "({ then: (resolve) => resolve('inner') })"],
    ['a plain value', "'inner'"],
  ])('then adopts %s that its callback returns', async (_, value) => {
    const code = `${start} Promise.create((resolve) => resolve()).then(() => ${value}).then(note);`;
    expect((await settleOnServer(code)).notes).toEqual(['inner']);
  });

  test('resolve adopts a promise', async () => {
    const code = `${start} Promise.create((resolve) => resolve(Promise.create((_, reject) => reject('no')))).catch(note);`;
    expect((await settleOnServer(code)).notes).toEqual(['no']);
  });

  test('an error in the resolver rejects', async () => {
    const code = `${start} Promise.create(() => require('nothing')).catch((e) => note('caught'));`;
    expect((await settleOnServer(code)).notes).toEqual(['caught']);
  });

  test('an error in a callback rejects what then made', async () => {
    const code = `${start} Promise.create((resolve) => resolve()).then(() => require('nothing')).catch(() => note('caught'));`;
    const { notes, unhandled } = await settleOnServer(code);
    expect([notes, unhandled]).toEqual([['caught'], []]);
  });

  test('passes over what is no function', async () => {
    const code = `${start} Promise.create((resolve) => resolve(4)).then(undefined, null).catch('x').finally().then(note);`;
    expect((await settleOnServer(code)).notes).toEqual([4]);
  });

  test('finally is called without a value and passes the outcome on', async () => {
    const code = `${start} Promise.create((_, reject) => reject('why'))
      .finally(function () { note(arguments.length); return 9; })
      .catch(note);`;
    expect((await settleOnServer(code)).notes).toEqual([0, 'why']);
  });

  test('has no members but then, catch and finally', () => {
    const code = `${start} const p = Promise.create((r) => r()); return [p.catch === undefined, p.isHandled, p.constructor];`;
    expect(evaluateOnServer(code).returned).toEqual([false, undefined, undefined]);
  });

  test('rejects five seconds after it was made, and not before', async () => {
    const server = createFakeServer();
    const { notes } = await settleOnServer(`${start} Promise.create(() => 0).catch(note);`, { server });
    await server.advance(4999);
    expect(notes).toEqual([]);
    await server.advance(1);
    expect(notes).toEqual([{ reason: 'timed_out' }]);
  });

  test.each([
    [`${start} Promise.create();`, 'missing_argument'],
    [`${start} Promise.create(7);`, 'wrong_argument_type'],
  ])('%s stops the template as %s', (code, refusal) => {
    expect(refusalOf(evaluateOnServer(code))).toBe(refusal);
  });
});

describe('Promise.all', () => {
  test('resolves with every result in order, plain values too', async () => {
    const code = `${start}
      const late = Promise.create((resolve) => require('callLater')(() => resolve('late')));
      Promise.all([late, 'plain', { then: (resolve) => resolve('own') }]).then(note);`;
    expect((await settleOnServer(code)).notes).toEqual([['late', 'plain', 'own']]);
  });

  test('of nothing is an empty list', async () => {
    expect((await settleOnServer(`${start} Promise.all([]).then(note);`)).notes).toEqual([[]]);
  });

  test('rejects with the first rejection', async () => {
    const code = `${start} Promise.all([1, Promise.create((_, reject) => reject('no'))]).then(note, note);`;
    const { notes, unhandled } = await settleOnServer(code);
    expect([notes, unhandled]).toEqual([['no'], []]);
  });

  test('needs a list', () => {
    expect(refusalOf(evaluateOnServer(`${start} Promise.all('x');`))).toBe('wrong_argument_type');
  });
});

describe('unhandled rejections', () => {
  test('are told with their reason', async () => {
    const code = `${start} Promise.create((_, reject) => reject({ reason: 'failed' })).then(note);`;
    expect((await settleOnServer(code)).unhandled).toEqual([{ reason: 'failed' }]);
  });

  test('are told for an error thrown in a callback', async () => {
    const code = `${start} Promise.create((resolve) => resolve()).then(() => require('nothing'));`;
    expect((await settleOnServer(code)).unhandled).toMatchObject([{ code: 'unknown_api' }]);
  });

  test('are not told when what comes after finally handles them', async () => {
    const code = `${start} Promise.create((_, reject) => reject(1)).finally(() => note('end')).catch(note);`;
    const { unhandled, notes } = await settleOnServer(code);
    expect([unhandled, notes]).toEqual([[], ['end', 1]]);
  });

  test('are not told when a handler comes within the turn', async () => {
    const code = `${start} const p = Promise.create((_, reject) => reject(1)); p.catch(note);`;
    const { unhandled, notes } = await settleOnServer(code);
    expect([unhandled, notes]).toEqual([[], [1]]);
  });
});
