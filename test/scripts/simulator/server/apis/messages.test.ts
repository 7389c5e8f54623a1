// Messages between the templates of one request.
import { describe, expect, test } from 'vitest';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import { evaluateOnServer, permit, refusalOf } from '../evaluate-on-server.ts';

const permissions = permit({ use_message: { allowedActions: 'any' } });
const listen = "require('addMessageListener')('added', (type, message) => note([type, message]));";

describe('sendMessage', () => {
  test('a listener of the type is called before it returns', () => {
    const { notes } = evaluateOnServer(`${listen} require('sendMessage')('added', { id: 1 }); note('after');`, {
      permissions,
    });
    expect(notes).toEqual([['added', { id: 1 }], 'after']);
  });

  test('a tag reaches the client', () => {
    const server = createFakeServer();
    const client = evaluateOnServer(listen, { permissions, server, name: 'Client' });
    evaluateOnServer("require('sendMessage')('added', { id: 2 });", { permissions, server, name: 'Tag' });
    expect(client.notes).toEqual([['added', { id: 2 }]]);
  });

  test('every listener gets a copy of its own', () => {
    const code = `const message = { list: [1] };
      const addMessageListener = require('addMessageListener');
      addMessageListener('added', (type, copy) => { copy.list.push(2); });
      ${listen}
      require('sendMessage')('added', message);
      return message;`;
    const { notes, returned } = evaluateOnServer(code, { permissions });
    expect([notes, returned]).toEqual([[['added', { list: [1] }]], { list: [1] }]);
  });

  test('other types and what is no object reach nobody', () => {
    const code = `${listen} require('sendMessage')('removed', {}); require('sendMessage')('added', 'text');
      require('sendMessage')('added');`;
    const { notes, thrown } = evaluateOnServer(code, { permissions });
    expect([notes, thrown]).toEqual([[], undefined]);
  });

  test('a type that is no text becomes one', () => {
    const code = `require('addMessageListener')('7', (type) => note(type)); require('sendMessage')(7, {});`;
    expect(evaluateOnServer(code, { permissions }).notes).toEqual(['7']);
  });

  test('an error in a listener is the listener’s', () => {
    const server = createFakeServer();
    const code = "require('addMessageListener')('added', () => require('nothing'));";
    const client = evaluateOnServer(code, { permissions, server });
    const tag = evaluateOnServer("require('sendMessage')('added', {}); note('sent');", { permissions, server });
    expect([client.errors.length, tag.notes]).toEqual([1, ['sent']]);
  });
});

describe('hasMessageListener', () => {
  test('is true for a type that somebody listens to', () => {
    const code = `const has = require('hasMessageListener'); const before = has('added'); ${listen}
      return [before, has('added'), has('removed')];`;
    expect(evaluateOnServer(code, { permissions }).returned).toEqual([false, true, false]);
  });
});

describe('message permissions', () => {
  const some = permit({
    use_message: {
      allowedActions: 'specific',
      messageTypes: [
        { type: 'in', action: 'listen' },
        { type: 'out', action: 'send' },
      ],
    },
  });

  test.each([
    ["require('addMessageListener')('in', () => 1);", undefined],
    ["require('hasMessageListener')('in');", undefined],
    ["require('sendMessage')('out', {});", undefined],
    ["require('addMessageListener')('out', () => 1);", 'permission_denied'],
    ["require('hasMessageListener')('out');", 'permission_denied'],
    ["require('sendMessage')('in', {});", 'permission_denied'],
    ["require('addMessageListener')('in');", 'missing_argument'],
    ["require('addMessageListener')('in', 'f');", 'wrong_argument_type'],
    ["require('sendMessage')();", 'missing_argument'],
  ])('%s comes to %s', (code, refusal) => {
    expect(refusalOf(evaluateOnServer(code, { permissions: some }))).toBe(refusal);
  });
});
