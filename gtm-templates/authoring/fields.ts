// The fields of a template's form, as typed builders: the form in GTM and the type of `data` both follow from them.

/** What GTM checks while somebody fills in the form; never at run time, and a `{{variable}}` passes every one. */
export interface Validator {
  readonly type: 'NON_EMPTY' | 'REGEX' | 'POSITIVE_NUMBER' | 'NON_NEGATIVE_NUMBER' | 'NUMBER' | 'STRING_LENGTH';
  readonly args?: readonly (string | number)[];
  readonly errorMessage?: string;
}

/** Shows a field only while another one has, or has not, a value. Several in one list mean "or". */
export interface Condition {
  readonly field: string;
  readonly type: 'EQUALS' | 'NOT_EQUALS' | 'PRESENT';
  readonly value?: string | boolean;
}

/** One choice: what the code sees and what the form shows. */
export interface Item<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

interface Shown<When extends Conditions> {
  /** Sentence case, four words at most. */
  readonly label: string;
  /** One sentence: what to enter and where to find it. May hold `<a>`, `<b>` and `<br>`. */
  readonly help?: string;
  /** While none of these holds the field is hidden and its value is undefined. */
  readonly enabledWhen?: When;
}

type Conditions = readonly Condition[] | undefined;

/** What the author says of a text field. */
export interface TextOptions<
  Name extends string,
  Required extends boolean,
  Default extends string | undefined,
  When extends Conditions,
> extends Shown<When> {
  readonly name: Name;
  /** Adds the NON_EMPTY validator. */
  readonly required?: Required;
  readonly defaultValue?: Default;
  /** Grey text in the empty field. */
  readonly valueHint?: string;
  /** Shown behind the field: `ms`. */
  readonly valueUnit?: string;
  /** More than one makes the field multi-line. */
  readonly lineCount?: number;
  readonly validators?: readonly Validator[];
}

/** One line of text, which may hold `{{variables}}`. */
export interface TextField<
  Name extends string = string,
  Required extends boolean = boolean,
  Default extends string | undefined = string | undefined,
  When extends Conditions = Conditions,
> extends TextOptions<Name, Required, Default, When> {
  readonly kind: 'text';
}

/** What the author says of a choice. */
export interface ChoiceOptions<
  Name extends string,
  Value extends string,
  Default extends string | undefined,
  When extends Conditions,
> extends Shown<When> {
  readonly name: Name;
  readonly items: readonly Item<Value>[];
  /** The item that a new tag starts with; without one the value can be undefined. */
  readonly defaultValue?: Default;
}

/** A drop-down list (`select`) or a list of buttons (`radio`). */
export interface ChoiceField<
  Name extends string = string,
  Value extends string = string,
  Default extends string | undefined = string | undefined,
  When extends Conditions = Conditions,
> extends ChoiceOptions<Name, Value, Default, When> {
  readonly kind: 'select' | 'radio';
}

/** What the author says of a checkbox. */
export interface CheckboxOptions<Name extends string, When extends Conditions> extends Shown<When> {
  readonly name: Name;
  readonly defaultValue?: boolean;
}

/** A box to tick; unticked is `false`. */
export interface CheckboxField<Name extends string = string, When extends Conditions = Conditions>
  extends CheckboxOptions<Name, When> {
  readonly kind: 'checkbox';
}

/** A sentence in the form, without a value. */
export interface LabelField {
  readonly kind: 'label';
  readonly name: string;
  readonly label: string;
  readonly enabledWhen?: readonly Condition[];
}

/** One column of a table. */
export interface Column<Name extends string = string> {
  readonly name: Name;
  readonly label: string;
  readonly defaultValue?: string;
  readonly valueHint?: string;
  readonly isUnique?: boolean;
  readonly items?: readonly Item[];
  readonly validators?: readonly Validator[];
}

/** What the author says of a table. */
export interface TableOptions<Name extends string, ColumnName extends string> {
  readonly name: Name;
  readonly label: string;
  readonly help?: string;
  readonly columns: readonly Column<ColumnName>[];
  readonly newRowButtonText?: string;
  readonly enabledWhen?: readonly Condition[];
}

/** Rows that the user adds; without any, the value is undefined. */
export interface TableField<Name extends string = string, ColumnName extends string = string>
  extends TableOptions<Name, ColumnName> {
  readonly kind: 'table';
}

/** What the author says of a group. */
export interface GroupOptions<Fields extends readonly Field[], When extends Conditions> {
  readonly name: string;
  /** Without one the fields stand in a plain frame. */
  readonly label?: string;
  /** Whether a labelled group starts unfolded. */
  readonly open?: boolean;
  readonly fields: Fields;
  readonly enabledWhen?: When;
}

/** Fields under one heading; in `data` they stand beside the others. */
export interface GroupField<Fields extends readonly Field[] = readonly Field[], When extends Conditions = Conditions>
  extends GroupOptions<Fields, When> {
  readonly kind: 'group';
}

/** Anything a form can hold. */
export type Field = TextField | ChoiceField | CheckboxField | LabelField | TableField | GroupField;

// `NoInfer` below: without it an option that is left out would take its type from the list that the field stands in.

/** A text field; see `TextField`. */
export function text<
  const Name extends string,
  const Required extends boolean = false,
  const Default extends string | undefined = undefined,
  const When extends Conditions = undefined,
>(
  options: TextOptions<Name, Required, Default, When>,
): TextField<Name, NoInfer<Required>, NoInfer<Default>, NoInfer<When>> {
  return { ...options, kind: 'text' };
}

/** A drop-down list; see `ChoiceField`. */
export function select<
  const Name extends string,
  const Value extends string,
  const Default extends Value | undefined = undefined,
  const When extends Conditions = undefined,
>(options: ChoiceOptions<Name, Value, Default, When>): ChoiceField<Name, Value, NoInfer<Default>, NoInfer<When>> {
  return { ...options, kind: 'select' };
}

/** A list of buttons of which one is pressed; see `ChoiceField`. */
export function radio<
  const Name extends string,
  const Value extends string,
  const Default extends Value | undefined = undefined,
  const When extends Conditions = undefined,
>(options: ChoiceOptions<Name, Value, Default, When>): ChoiceField<Name, Value, NoInfer<Default>, NoInfer<When>> {
  return { ...options, kind: 'radio' };
}

/** A box to tick; see `CheckboxField`. */
export function checkbox<const Name extends string, const When extends Conditions = undefined>(
  options: CheckboxOptions<Name, When>,
): CheckboxField<Name, NoInfer<When>> {
  return { ...options, kind: 'checkbox' };
}

/** A sentence in the form; see `LabelField`. */
export function label(options: Omit<LabelField, 'kind'>): LabelField {
  return { ...options, kind: 'label' };
}

/** A table; see `TableField`. */
export function table<const Name extends string, const ColumnName extends string>(
  options: TableOptions<Name, ColumnName>,
): TableField<Name, ColumnName> {
  return { ...options, kind: 'table' };
}

/** Fields under one heading; see `GroupField`. */
export function group<const Fields extends readonly Field[], const When extends Conditions = undefined>(
  options: GroupOptions<Fields, When>,
): GroupField<Fields, NoInfer<When>> {
  return { ...options, kind: 'group' };
}

/** Holds while the field has exactly this value. */
export function equals(field: string, value: string | boolean): Condition {
  return { field, type: 'EQUALS', value };
}

/** Holds while the field has any other value. */
export function notEquals(field: string, value: string | boolean): Condition {
  return { field, type: 'NOT_EQUALS', value };
}

/** Holds while the field is not empty. */
export function present(field: string): Condition {
  return { field, type: 'PRESENT' };
}
