// Which fields of a form nothing reads.
import { describe, expect, test } from 'vitest';
import { findUnreadFields } from '../../../../scripts/toolkit/dev/find-unread-fields.ts';
import { parseTpl } from '../../../../scripts/tpl/parse-tpl.ts';
import { toTpl } from '../to-tpl.ts';

const text = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({ type: 'TEXT', name, ...more });

function find(code: string, ...parameters: readonly Readonly<Record<string, unknown>>[]) {
  return findUnreadFields(parseTpl(toTpl({ code, parameters })));
}

describe('findUnreadFields', () => {
  test('a field that the code never names is unread', () => {
    expect(find('log(data.a);', text('a'), text('b'))).toEqual({ total: 2, unread: ['b'] });
  });

  test('a name behind a dot or as a text counts as read, whatever stands before it', () => {
    const code = "const form = data;\nlog(form.a, form['b'], ['c'].map((key) => form[key]));";
    expect(find(code, text('a'), text('b'), text('c'))).toEqual({ total: 3, unread: [] });
  });

  test('a name in a comment, in a longer text or as a variable does not count', () => {
    expect(find("// data.a\nconst a = 'a b';\nlog(a);", text('a'))).toEqual({ total: 1, unread: ['a'] });
  });

  test('groups and labels hold no value; what stands in a group does', () => {
    const group = { type: 'GROUP', name: 'g', subParams: [text('a'), { type: 'LABEL', name: 'l' }] };
    expect(find('log(data.a);', group)).toEqual({ total: 1, unread: [] });
  });

  test('a field on which another one depends is not unread', () => {
    const conditions = { enablingConditions: [{ paramName: 'b', paramValue: true, type: 'EQUALS' }] };
    expect(find('log(data.a);', text('a', conditions), text('b'))).toEqual({ total: 2, unread: [] });
  });

  test('about code that cannot be parsed nothing is claimed', () => {
    expect(find('const = 1;', text('a'))).toEqual({ total: 1, unread: [] });
  });
});
