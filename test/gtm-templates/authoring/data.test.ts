// The type of `data` follows from the form: what compiles here, and what does not. TypeScript is the judge, when the types of tests are checked.
import { describe, expectTypeOf, test } from 'vitest';
import { checkbox, equals, group, label, radio, select, table, text } from '../../../gtm-templates/authoring/fields.ts';
import {
  type DataOf,
  serverClient,
  serverTag,
  serverVariable,
  webTag,
  webVariable,
} from '../../../gtm-templates/authoring/template.ts';

const rest = {
  displayName: 'T',
  description: 'D',
  categories: ['UTILITY'],
  permissions: [],
  changes: ['First.'],
} as const;
const items = [
  { value: 'no', label: 'Never' },
  { value: 'all', label: 'Always' },
] as const;

const tag = webTag({
  ...rest,
  fields: [
    text({ name: 'needed', label: 'A', required: true }),
    text({ name: 'free', label: 'A' }),
    text({ name: 'filled', label: 'A', defaultValue: 'purchase' }),
    text({ name: 'emptied', label: 'A', defaultValue: '' }),
    text({ name: 'fromVariable', label: 'A', required: true, defaultValue: '{{Checkout Session ID}}' }),
    text({ name: 'hidden', label: 'A', required: true, enabledWhen: [equals('log', 'no')] }),
    select({ name: 'log', label: 'A', items, defaultValue: 'no' }),
    label({ name: 'sentence', label: 'A' }),
    group({
      name: 'outer',
      label: 'A',
      fields: [
        checkbox({ name: 'ticked', label: 'A' }),
        table({ name: 'rows', label: 'A', columns: [{ name: 'key', label: 'K' }] }),
        group({ name: 'inner', fields: [radio({ name: 'pressed', label: 'A', items })] }),
      ],
    }),
    group({ name: 'folded', enabledWhen: [equals('log', 'no')], fields: [checkbox({ name: 'deep', label: 'A' })] }),
  ],
});
type Data = DataOf<typeof tag>;

describe('DataOf', () => {
  test('a text that is required or has a fixed default is text', () => {
    expectTypeOf<Data['needed']>().toEqualTypeOf<string>();
    expectTypeOf<Data['filled']>().toEqualTypeOf<string>();
  });

  test('a text that can be left empty, or whose default is a variable, can be undefined', () => {
    expectTypeOf<Data['free']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Data['emptied']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Data['fromVariable']>().toEqualTypeOf<string | undefined>();
  });

  test('a choice is one of its items, and undefined only without a default', () => {
    expectTypeOf<Data['log']>().toEqualTypeOf<'no' | 'all'>();
    expectTypeOf<Data['pressed']>().toEqualTypeOf<'no' | 'all' | undefined>();
  });

  test('a box is ticked or not, and a table has rows or is undefined', () => {
    expectTypeOf<Data['ticked']>().toEqualTypeOf<boolean>();
    expectTypeOf<Data['rows']>().toEqualTypeOf<readonly { readonly key: string | undefined }[] | undefined>();
  });

  test('a field that can be hidden, itself or by its group, can be undefined', () => {
    expectTypeOf<Data['hidden']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Data['deep']>().toEqualTypeOf<boolean | undefined>();
  });

  test('groups are flat, labels have no value, and a tag has its two callbacks', () => {
    type Names =
      | 'needed'
      | 'free'
      | 'filled'
      | 'emptied'
      | 'fromVariable'
      | 'hidden'
      | 'log'
      | 'ticked'
      | 'rows'
      | 'pressed'
      | 'deep';
    expectTypeOf<keyof Data>().toEqualTypeOf<Names | 'gtmOnSuccess' | 'gtmOnFailure'>();
    expectTypeOf<Data['gtmOnSuccess']>().toEqualTypeOf<() => void>();
  });

  test('a variable has no callbacks, and an empty form no fields', () => {
    const variable = webVariable({ ...rest, fields: [text({ name: 'a', label: 'A' })] });
    expectTypeOf<keyof DataOf<typeof variable>>().toEqualTypeOf<'a'>();
    const empty = webVariable({ ...rest, fields: [] });
    expectTypeOf<keyof DataOf<typeof empty>>().toEqualTypeOf<never>();
  });

  test('in server containers a tag alone has callbacks, as in web containers', () => {
    const options = { ...rest, fields: [text({ name: 'a', label: 'A' })] } as const;
    const client = serverClient(options);
    const variable = serverVariable(options);
    const tag = serverTag(options);
    expectTypeOf<keyof DataOf<typeof client>>().toEqualTypeOf<'a'>();
    expectTypeOf<keyof DataOf<typeof variable>>().toEqualTypeOf<'a'>();
    expectTypeOf<keyof DataOf<typeof tag>>().toEqualTypeOf<'a' | 'gtmOnSuccess' | 'gtmOnFailure'>();
  });

  test('a misspelt option, a missing one, a default that is no item and an unknown category do not compile', () => {
    // @ts-expect-error the option is called label
    text({ name: 'a', lable: 'A' });
    // @ts-expect-error a label is missing
    text({ name: 'a' });
    // @ts-expect-error no item has this value
    select({ name: 'a', label: 'A', items, defaultValue: 'never' });
    // @ts-expect-error a checkbox is true or false
    checkbox({ name: 'a', label: 'A', defaultValue: 'true' });
    // @ts-expect-error the gallery has no such category
    webTag({ ...rest, categories: ['SHOPPING'], fields: [] });
  });

  test('a misspelt field and a value outside of the items do not compile', () => {
    const read = (data: Data) => {
      // @ts-expect-error the field is called needed
      data.neded;
      // @ts-expect-error no item has this value
      return data.log === 'never';
    };
    expectTypeOf(read).returns.toEqualTypeOf<boolean>();
  });
});
