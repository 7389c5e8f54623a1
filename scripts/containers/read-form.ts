// Reads the form of a built template: which fields have a value, what each starts with, and when it is shown.
import { splitSections } from '../../functions/downloads/tpl-sections.ts';

/** One field that holds a value. */
export interface FormField {
  readonly name: string;
  /** GTM's word for it: `TEXT`, `SELECT`, `CHECKBOX`, `SIMPLE_TABLE` … */
  readonly type: string;
  readonly defaultValue: unknown;
  /** The values of its items; undefined where it takes any text. */
  readonly choices: readonly string[] | undefined;
  /** Lists of which each must have one that holds: those of the groups around it, and its own. */
  readonly shownWhen: readonly (readonly FormCondition[])[];
}

/** Holds while another field has, or has not, a value. */
export interface FormCondition {
  readonly field: string;
  readonly type: string;
  readonly value: unknown;
}

/** The fields in the order of the form; none where the file has no form that can be read. */
export function readForm(tpl: string): FormField[] {
  const section = splitSections(tpl).find(({ name }) => name === 'TEMPLATE_PARAMETERS');
  return readFields(parse(section?.text ?? '[]'), []);
}

/** Where nested fields stand, by kind of parent. */
const nests = ['subParams', 'selectItems', 'radioItems'];

function readFields(value: unknown, around: FormField['shownWhen']): FormField[] {
  return toList(value).flatMap((entry) => {
    const raw = toRecord(entry);
    const { name, type, enablingConditions } = raw;
    const shownWhen = enablingConditions === undefined ? around : [...around, readConditions(enablingConditions)];
    const nested = nests.flatMap((key) => readFields(raw[key], shownWhen));
    const holdsValue = typeof name === 'string' && typeof type === 'string' && type !== 'GROUP' && type !== 'LABEL';
    if (!holdsValue) return nested;
    return [{ name, type, defaultValue: raw['defaultValue'], choices: readChoices(raw), shownWhen }, ...nested];
  });
}

function readChoices({ type, selectItems, radioItems }: Readonly<Record<string, unknown>>): string[] | undefined {
  if (type !== 'SELECT' && type !== 'RADIO') return undefined;
  return [...toList(selectItems), ...toList(radioItems)].map((item) => String(toRecord(item)['value']));
}

function readConditions(value: unknown): FormCondition[] {
  return toList(value).map((entry) => {
    const { paramName, paramValue, type } = toRecord(entry);
    return { field: String(paramName), type: String(type), value: paramValue };
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
