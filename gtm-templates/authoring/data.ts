// The type of `data`, inferred from the fields of a form.
import type { CheckboxField, ChoiceField, Field, GroupField, TableField, TextField } from './fields.ts';

/**
 * The values of a form by field name; groups are flattened and labels have none.
 *
 * A text that is required or starts with a fixed default is `string`, any other `string | undefined`: a default that is
 * a `{{variable}}` may yield nothing. GTM keeps the native type of a variable, so where a text decides
 * something, pass it through `makeString` first. A field with `enabledWhen` is undefined while it is hidden.
 */
export type DataOfFields<Fields extends readonly Field[]> = Flatten<UnionToIntersection<ValueOf<Fields[number]>>>;

type ValueOf<One extends Field> = One extends TextField
  ? {
      readonly [K in One['name']]:
        | TextValue<Given<One['required']>, Given<One['defaultValue']>>
        | Hidden<One['enabledWhen']>;
    }
  : One extends ChoiceField
    ? { readonly [K in One['name']]: ChoiceValue<One> | Hidden<One['enabledWhen']> }
    : One extends CheckboxField
      ? { readonly [K in One['name']]: boolean | Hidden<One['enabledWhen']> }
      : One extends TableField
        ? { readonly [K in One['name']]: readonly Row<One['columns'][number]['name']>[] | undefined }
        : One extends GroupField
          ? GroupValue<DataOfFields<One['fields']>, Hidden<One['enabledWhen']>>
          : never;

type TextValue<Required, Default extends string> = [Default] extends [never]
  ? Required extends true
    ? string
    : string | undefined
  : Default extends '' | `${string}{{${string}`
    ? string | undefined
    : string;

type ChoiceValue<One extends ChoiceField> =
  | One['items'][number]['value']
  | ([Given<One['defaultValue']>] extends [never] ? undefined : never);

type Row<Name extends string> = { readonly [Column in Name]: string | undefined };

type GroupValue<Inner, MaybeHidden> = { readonly [K in keyof Inner]: Inner[K] | MaybeHidden };

/** The option without the `undefined` of "not given"; `never` where it was not given. */
type Given<Option> = Exclude<Option, undefined>;

type Hidden<When> = [Given<When>] extends [never] ? never : undefined;

type UnionToIntersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer Intersection,
) => void
  ? Intersection
  : never;

type Flatten<T> = { [K in keyof T]: T[K] };
