// The form part for what a property is called and on which hostnames its thank-you pages lie.
import type { Property } from '../../rules/property.ts';
import { settingParsers } from '../../rules/property-settings.ts';
import { textField } from '../page/fields.ts';
import type { Html } from '../page/html.ts';
import { formTexts as texts } from '../texts/form-texts.ts';
import { type Faults, type FormResult, readLines } from './form-result.ts';

/** As it stands in the fields. */
export interface EnteredName {
  name: string;
  /** One a line. */
  hostnames: string;
}

export type NameSettings = Pick<Property, 'name' | 'hostnames'>;

const maxHostnames = 100;

/** The fields with what a property has. */
export function toEnteredName({ name, hostnames }: NameSettings): EnteredName {
  return { name, hostnames: hostnames.join('\n') };
}

/** The fields `name` and `hostnames`. */
export function nameFields({ name, hostnames }: EnteredName, faults: Faults = {}): readonly Html[] {
  return [
    textField({
      ...{ name: 'name', label: texts.name, hint: texts.nameHint, value: name, isRequired: true },
      error: faults['name'],
    }),
    textField({
      ...{ name: 'hostnames', label: texts.hostnames, hint: texts.hostnamesHint, value: hostnames, isRequired: true },
      ...{ rows: 3, placeholder: texts.hostnamesExample, error: faults['hostnames'] },
    }),
  ];
}

/** What was sent; at least one hostname is wanted, because an empty list allows nothing. */
export function readNameForm(form: URLSearchParams): FormResult<NameSettings, EnteredName> {
  const entered: EnteredName = { name: form.get('name') ?? '', hostnames: form.get('hostnames') ?? '' };
  const name = settingParsers.name(entered.name);
  const { hostnames, fault } = readHostnames(readLines(entered.hostnames));
  const faults = {
    ...(name.kind === 'refused' && { name: name.sentence }),
    ...(fault !== undefined && { hostnames: fault }),
  };
  if (name.kind === 'value' && fault === undefined) return { kind: 'read', value: { name: name.value, hostnames } };
  return { kind: 'faulty', entered, faults };
}

function readHostnames(lines: readonly string[]): { hostnames: string[]; fault: string | undefined } {
  const parsed = lines.map((line) => settingParsers.hostname(line));
  const hostnames = [...new Set(parsed.flatMap((one) => (one.kind === 'value' ? [one.value] : [])))];
  return { hostnames, fault: findHostnameFault(parsed, hostnames.length) };
}

function findHostnameFault(
  parsed: readonly ReturnType<typeof settingParsers.hostname>[],
  count: number,
): string | undefined {
  if (parsed.length === 0) return texts.noHostname;
  if (count > maxHostnames) return texts.tooManyHostnames(maxHostnames);
  const index = parsed.findIndex(({ kind }) => kind === 'refused');
  const first = parsed[index];
  if (first?.kind !== 'refused') return undefined;
  return parsed.length === 1 ? first.sentence : texts.hostnameFault(index + 1, first.sentence);
}
