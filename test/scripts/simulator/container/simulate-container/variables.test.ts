// What references in the fields of a container stand for.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { makeTpl } from '../../make-tpl.ts';
import { log, logging, logTag, onBuy, type Parts, push, start } from './start.ts';

describe('simulateContainer: variables', () => {
  const queryVariable = makeTpl({
    kind: 'MACRO',
    name: 'Query',
    code: "return require('getQueryParameters')(data.key);",
    parameters: [{ type: 'TEXT', name: 'key', defaultValue: 'session_id' }],
    permissions: { get_url: { urlParts: 'specific', query: true, queriesAllowed: 'any' } },
  });

  test('constants, data layer, built-in names and templates fill in fields, also inside a longer text', () => {
    const page = createFakePage({ href: 'https://shop.example.test/?session_id=cs_1&other=2#part' });
    const { container } = start(
      {
        variables: [
          { name: 'Constant', constant: 'c' },
          { name: 'Key', constant: 'other' },
          { name: 'Start', dataLayerKey: 'gtm.start' },
          { name: 'Session', template: queryVariable, fields: {} },
          { name: 'Other', template: queryVariable, fields: { key: '{{Key}}' } },
        ],
        tags: [
          log('All', '{{Constant}} {{Session}} {{Other}} {{Event}} {{Container ID}} {{Page URL}} {{Start}}', {
            on: 'page_view',
          }),
        ],
      },
      page,
    );
    expect(container.consoleLines).toEqual([
      `c cs_1 2 gtm.js GTM-TEST https://shop.example.test/?session_id=cs_1&other=2 ${page.now()}`,
    ]);
  });

  test('a reference alone keeps the value’s own type', () => {
    const typeTag = makeTpl({
      name: 'Type',
      code: "require('logToConsole')(require('getType')(data.value)); data.gtmOnSuccess();",
      permissions: logging,
    });
    const { page, container } = start({
      variables: [{ name: 'Cart', dataLayerKey: 'cart' }],
      tags: [{ name: 'Type', template: typeTag, fields: { value: '{{Cart}}' }, trigger: onBuy }],
    });
    push(page, { event: 'buy' }, { event: 'buy', cart: [1] });
    expect(container.consoleLines).toEqual(['undefined', 'array']);
  });

  test('the form’s defaults may be references too, and fields lie over them', () => {
    const withDefault = logTag.replace('"defaultValue":"default"', '"defaultValue":"{{Word}}"');
    const { container } = start({
      variables: [{ name: 'Word', constant: 'word' }],
      tags: [
        { name: 'Default', template: withDefault, fields: {}, trigger: { on: 'page_view' } },
        { name: 'Own', template: withDefault, fields: { text: 'own' }, trigger: { on: 'page_view' } },
      ],
    });
    expect(container.consoleLines).toEqual(['word', 'own']);
  });

  test('a variable that throws is undefined and reported', () => {
    const broken = queryVariable.replace('"query"', '"path"');
    const { container } = start({
      variables: [{ name: 'Broken', template: broken, fields: {} }],
      tags: [log('View', 'is {{Broken}}', { on: 'page_view' })],
    });
    expect(container.consoleLines).toEqual(['is undefined']);
    expect(container.problems).toEqual([expect.stringContaining('get_url does not cover query session_id')]);
  });

  test.each<[string, Parts]>([
    ['a tag’s field', { tags: [log('View', '{{Nobody}}', { on: 'page_view' })] }],
    ['a condition', { tags: [log('V', '', { on: 'page_view', when: { variable: 'Nobody', matches: '' } })] }],
    ['a variable', { variables: [{ name: 'V', template: queryVariable, fields: { key: '{{Nobody}}' } }] }],
  ])('an unknown name in %s is refused, as GTM refuses to publish', (_, parts) => {
    expect(() => start(parts)).toThrow('refers to the variable "Nobody", which does not exist');
  });
});
