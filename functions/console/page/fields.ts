// The parts of forms: each with its label, its hint and what is wrong with what was entered, tied together for screen readers.
import { type Html, html, nothing } from './html.ts';

/** What all fields have. */
export interface FieldText {
  name: string;
  label: string;
  /** A sentence below the label. */
  hint?: Html | string | undefined;
  /** What is wrong with what was entered, with the cure. */
  error?: string | undefined;
}

export interface TextField extends FieldText {
  value?: string | undefined;
  type?: 'text' | 'email' | 'url' | 'number' | 'search' | 'date' | 'password';
  placeholder?: string;
  isRequired?: boolean;
  /** Several lines. */
  rows?: number;
  /** As browsers know it; `off` unless told. */
  autocomplete?: string;
}

/** One line of text, or several where `rows` says so. */
export function textField(field: TextField): Html {
  const { name, value = '', type = 'text', rows, placeholder = '', isRequired = false } = field;
  const { autocomplete = 'off' } = field;
  const input =
    rows === undefined
      ? html`<input id="${name}" name="${name}" type="${type}" value="${value}" placeholder="${placeholder}" autocomplete="${autocomplete}" spellcheck="false" ${describedBy(field)} ${isRequired ? 'required' : ''}>`
      : html`<textarea id="${name}" name="${name}" rows="${rows}" placeholder="${placeholder}" spellcheck="false" ${describedBy(field)} ${isRequired ? 'required' : ''}>${value}</textarea>`;
  return html`<div class="field"><label for="${name}">${field.label}</label>${hintOf(field)}${input}${errorOf(field)}</div>`;
}

/** Something that is written and never shown again. */
export function secretField(field: FieldText & { placeholder?: string }): Html {
  return html`<div class="field"><label for="${field.name}">${field.label}</label>${hintOf(field)}<input id="${field.name}" name="${field.name}" type="password" value="" placeholder="${field.placeholder ?? ''}" autocomplete="off" spellcheck="false" ${describedBy(field)}>${errorOf(field)}</div>`;
}

/** One of several that a field offers. */
export interface Choice {
  value: string;
  label: string;
  hint?: Html | string;
}

export interface ChoiceField extends FieldText {
  choices: readonly Choice[];
  value?: string | undefined;
}

/** One of several, each with room for an explanation. */
export function radioField(field: ChoiceField): Html {
  const { name, choices, value } = field;
  const options = choices.map(
    (choice, index) =>
      html`<div class="choice"><input type="radio" id="${name}-${index}" name="${name}" value="${choice.value}" ${choice.value === value ? 'checked' : ''}><label for="${name}-${index}">${choice.label}${choice.hint === undefined ? nothing : html`<span class="hint">${choice.hint}</span>`}</label></div>`,
  );
  return html`<fieldset class="field" ${describedBy(field)}><legend>${field.label}</legend>${hintOf(field)}${options}${errorOf(field)}</fieldset>`;
}

/** One of several in little room. */
export function selectField(field: ChoiceField): Html {
  const { name, choices, value } = field;
  const options = choices.map(
    (choice) =>
      html`<option value="${choice.value}" ${choice.value === value ? 'selected' : ''}>${choice.label}</option>`,
  );
  return html`<div class="field"><label for="${name}">${field.label}</label>${hintOf(field)}<select id="${name}" name="${name}" ${describedBy(field)}>${options}</select>${errorOf(field)}</div>`;
}

/** Yes or no; `on` is sent for yes. */
export function checkboxField(field: FieldText & { isChecked?: boolean }): Html {
  const { name, label, isChecked = false } = field;
  return html`<div class="field choice"><input type="checkbox" id="${name}" name="${name}" ${isChecked ? 'checked' : ''} ${describedBy(field)}><label for="${name}">${label}${hintOf(field)}</label>${errorOf(field)}</div>`;
}

export interface Form {
  /** A whole path. */
  action: string;
  /** The visitor's; a form that only asks, by GET, needs none. */
  csrf: string | undefined;
  fields: Html | readonly Html[];
  /** What the button says. */
  submit: Html | string;
  /** What else can be done, beside the button. */
  beside?: Html;
  /** Something that cannot be undone. */
  isDanger?: boolean;
  /** Beside what the page is about. */
  isQuiet?: boolean;
}

/** A form that changes something. */
export function form({ action, csrf, fields, submit, beside, isDanger = false, isQuiet = false }: Form): Html {
  const look = [...(isDanger ? ['danger'] : []), ...(isQuiet ? ['quiet'] : [])].join(' ');
  return html`<form method="post" action="${action}">${csrf === undefined ? nothing : html`<input type="hidden" name="csrf" value="${csrf}">`}${fields}<div class="actions"><button ${look === '' ? nothing : html`class="${look}"`}>${submit}</button>${beside ?? nothing}</div></form>`;
}

function hintOf({ name, hint }: FieldText): Html {
  return hint === undefined ? nothing : html`<span class="hint" id="${name}-hint">${hint}</span>`;
}

function errorOf({ name, error }: FieldText): Html {
  return error === undefined ? nothing : html`<span class="error" id="${name}-error">${error}</span>`;
}

function describedBy({ name, hint, error }: FieldText): Html {
  const ids = [...(hint === undefined ? [] : [`${name}-hint`]), ...(error === undefined ? [] : [`${name}-error`])];
  if (ids.length === 0) return nothing;
  return html`aria-describedby="${ids.join(' ')}" ${error === undefined ? nothing : html`aria-invalid="true"`}`;
}
