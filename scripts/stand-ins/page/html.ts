// Markup with everything that is filled in escaped, so that no shop name or e-mail address becomes a tag.

/** Markup that is ready to send. */
export interface Html {
  readonly markup: string;
}

/** What a template takes: text is escaped, markup and lists of it go in as they stand, nothing prints nothing. */
export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[];

/** Markup from a template literal. */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const filled = parts.map((part, index) => part + (index < values.length ? toMarkup(values[index]) : ''));
  return { markup: filled.join('') };
}

/** Markup, or style and script, that the project wrote itself. */
export function trusted(markup: string): Html {
  return { markup };
}

function toMarkup(value: HtmlValue): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'string' || typeof value === 'number') {
    return escapeHtml(String(value));
  }
  return 'markup' in value ? value.markup : value.map(toMarkup).join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
