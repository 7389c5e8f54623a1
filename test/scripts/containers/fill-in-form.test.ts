// How a described entity becomes the parameters that GTM would have saved from the form.
import { describe, expect, test } from 'vitest';
import { fillInForm } from '../../../scripts/containers/fill-in-form.ts';

function form(...fields: object[]): string {
  return `___INFO___\n\n{}\n\n\n___TEMPLATE_PARAMETERS___\n\n${JSON.stringify(fields)}\n\n\n`;
}

const shown = (paramName: string, type: string, paramValue: unknown = '') => [{ paramName, type, paramValue }];

describe('fillInForm', () => {
  test('given values and defaults stand in the order of the form', () => {
    const tpl = form(
      { type: 'TEXT', name: 'first', defaultValue: 'one' },
      { type: 'SELECT', name: 'second', selectItems: [{ value: 'a' }, { value: 'b' }], defaultValue: 'a' },
      { type: 'CHECKBOX', name: 'third' },
      { type: 'CHECKBOX', name: 'fourth', defaultValue: true },
    );
    expect(fillInForm(tpl, { second: 'b', third: true })).toEqual([
      { type: 'TEMPLATE', key: 'first', value: 'one' },
      { type: 'TEMPLATE', key: 'second', value: 'b' },
      { type: 'BOOLEAN', key: 'third', value: 'true' },
      { type: 'BOOLEAN', key: 'fourth', value: 'true' },
    ]);
  });

  test('a box that nobody ticked is false', () => {
    expect(fillInForm(form({ type: 'CHECKBOX', name: 'box' }), {})).toEqual([
      { type: 'BOOLEAN', key: 'box', value: 'false' },
    ]);
  });

  test('empty fields and labels are left out', () => {
    const tpl = form(
      { type: 'TEXT', name: 'empty' },
      { type: 'LABEL', name: 'words' },
      { type: 'TEXT', name: 'emptied', defaultValue: 'x' },
    );
    expect(fillInForm(tpl, { emptied: '' })).toEqual([]);
  });

  test('fields in groups stand beside the others', () => {
    const tpl = form({ type: 'GROUP', name: 'group', subParams: [{ type: 'TEXT', name: 'inner', defaultValue: 'x' }] });
    expect(fillInForm(tpl, {})).toEqual([{ type: 'TEMPLATE', key: 'inner', value: 'x' }]);
  });

  test.each([
    ['EQUALS', 'x', 'x', true],
    ['EQUALS', 'x', 'y', false],
    ['NOT_EQUALS', 'x', 'y', true],
    ['NOT_EQUALS', 'x', 'x', false],
    ['PRESENT', '', 'x', true],
    ['PRESENT', '', '', false],
  ])('a field that is shown when another %s "%s" follows "%s": %s', (type, paramValue, other, isShown) => {
    const tpl = form(
      { type: 'TEXT', name: 'other' },
      { type: 'TEXT', name: 'inner', defaultValue: 'x', enablingConditions: shown('other', type, paramValue) },
    );
    expect(fillInForm(tpl, { other }).some(({ key }) => key === 'inner')).toBe(isShown);
  });

  test('a field in a hidden group is hidden', () => {
    const tpl = form(
      { type: 'CHECKBOX', name: 'box' },
      {
        type: 'GROUP',
        name: 'group',
        enablingConditions: shown('box', 'EQUALS', true),
        subParams: [{ type: 'TEXT', name: 'inner', defaultValue: 'x' }],
      },
    );
    expect(fillInForm(tpl, {}).map(({ key }) => key)).toEqual(['box']);
    expect(fillInForm(tpl, { box: true }).map(({ key }) => key)).toEqual(['box', 'inner']);
  });

  test('a field that the form does not have is refused', () => {
    expect(() => fillInForm(form({ type: 'TEXT', name: 'first' }), { frist: 'x' })).toThrow('no field frist');
  });

  test('a file without a form has no fields', () => {
    expect(fillInForm('Hello', {})).toEqual([]);
    expect(fillInForm('___TEMPLATE_PARAMETERS___\n\n{', {})).toEqual([]);
  });
});
