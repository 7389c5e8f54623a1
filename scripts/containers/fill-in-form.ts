// Fills in the form of one of our templates, as somebody would who changes a few fields and keeps the others.
import type { ExportText } from '../../functions/downloads/container-export.ts';
import type { FormValues } from '../../gtm-templates/containers/building/description.ts';
import { flag, text } from '../../gtm-templates/containers/building/parameters.ts';
import { type FormCondition, type FormField, readForm } from './read-form.ts';

/**
 * The parameters of an entity of this template: the given values, and the form's defaults for the rest, because GTM fills in no
 * defaults when it imports. Left out is what the form would hide, and what is empty. Throws where the form has no such field.
 */
export function fillInForm(tpl: string, given: FormValues): ExportText[] {
  const fields = readForm(tpl);
  const stray = Object.keys(given).find((name) => !fields.some((field) => field.name === name));
  if (stray !== undefined) throw new Error(`The template has no field ${stray}.`);
  const findValue = (name: string) => given[name] ?? defaultOf(fields.find((field) => field.name === name));
  return fields.flatMap(({ name, shownWhen }) => {
    const value = findValue(name);
    const isShown = shownWhen.every((list) => list.some((condition) => holds(condition, findValue(condition.field))));
    if (value === undefined || value === '' || !isShown) return [];
    return [typeof value === 'boolean' ? flag(name, value) : text(name, value)];
  });
}

function defaultOf(field: FormField | undefined): string | boolean | undefined {
  if (field?.type === 'CHECKBOX') return field.defaultValue === true;
  return typeof field?.defaultValue === 'string' ? field.defaultValue : undefined;
}

function holds({ type, value }: FormCondition, actual: string | boolean | undefined): boolean {
  if (type === 'PRESENT') return actual !== undefined && actual !== '' && actual !== false;
  return type === 'EQUALS' ? actual === value : actual !== value;
}
