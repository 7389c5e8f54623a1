// Data that all runs of one template on one server share.
import { describe, expect, test } from 'vitest';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import { evaluateOnServer, permit, refusalOf } from '../evaluate-on-server.ts';

const permissions = permit({ access_template_storage: {} });
const start = "const storage = require('templateDataStorage');";

describe('templateDataStorage', () => {
  test('keeps data for later runs of the same template, and for no other', () => {
    const server = createFakeServer();
    const read = (name: string) =>
      evaluateOnServer(`${start} return storage.getItemCopy('k');`, { permissions, server, name }).returned;
    evaluateOnServer(`${start} storage.setItemCopy('k', { a: [1] });`, { permissions, server, name: 'One' });
    expect([read('One'), read('Two')]).toEqual([{ a: [1] }, null]);
  });

  test('copies on the way in and on the way out', () => {
    const code = `${start} const value = { list: [1] }; storage.setItemCopy('k', value); value.list.push(2);
      storage.getItemCopy('k').list.push(3); return storage.getItemCopy('k');`;
    expect(evaluateOnServer(code, { permissions }).returned).toEqual({ list: [1] });
  });

  test.each([
    ["storage.setItemCopy('k', null)", null],
    ["storage.setItemCopy('k')", null],
    ["storage.removeItem('k')", null],
    ['storage.clear()', null],
    ["storage.removeItem('other')", 1],
    ["storage.setItemCopy('k', false)", false],
    ["storage.setItemCopy('k', 0)", 0],
  ])('after %s the item is %j', (call, value) => {
    const code = `${start} storage.setItemCopy('k', 1); ${call}; return storage.getItemCopy('k');`;
    expect(evaluateOnServer(code, { permissions }).returned).toBe(value);
  });

  test.each([
    ['storage.getItemCopy()', 'missing_argument'],
    ['storage.setItemCopy(7, 1)', 'wrong_argument_type'],
    ['storage.removeItem()', 'missing_argument'],
  ])('%s stops the template as %s', (call, refusal) => {
    expect(refusalOf(evaluateOnServer(`${start} ${call};`, { permissions }))).toBe(refusal);
  });

  test.each([["getItemCopy('k')"], ["setItemCopy('k', 1)"], ["removeItem('k')"], ['clear()']])(
    '%s needs the permission',
    (call) => {
      expect(refusalOf(evaluateOnServer(`${start} storage.${call};`))).toBe('permission_denied');
    },
  );
});
