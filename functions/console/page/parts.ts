// What pages are made of beside forms: tables, badges, messages.
import { type Html, html, nothing } from './html.ts';

/** How something stands: told by a word and a sign, never by colour alone. */
export type Tone = 'good' | 'warning' | 'bad' | 'quiet';

const signs: Record<Tone, string> = { good: '✓', warning: '!', bad: '✗', quiet: '·' };

/** One word with its sign. */
export function badge(tone: Tone, text: string): Html {
  return html`<span class="badge ${tone}"><span aria-hidden="true">${signs[tone]}</span> ${text}</span>`;
}

/** A sentence or more that wants to be seen. */
export function message(tone: Tone, content: Html | string): Html {
  const role = tone === 'bad' ? 'alert' : 'status';
  return html`<div class="message ${tone}" role="${role}"><span aria-hidden="true">${signs[tone]}</span><div>${content}</div></div>`;
}

export interface Column {
  label: string;
  /** Numbers stand to the right. */
  isNumber?: boolean;
}

/** A table that scrolls within itself where the window is narrow. `caption` says what it holds. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (Html | string)[])[],
): Html {
  const headings = columns.map(
    ({ label, isNumber }) => html`<th scope="col" ${isNumber ? 'class=number' : ''}>${label}</th>`,
  );
  const body = rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, index) => html`<td ${columns[index]?.isNumber ? 'class=number' : ''} data-label="${columns[index]?.label ?? ''}">${cell}</td>`)}</tr>`,
  );
  return html`<div class="table" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr>${headings}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Names and values, one pair a line. */
export function facts(pairs: readonly (readonly [Html | string, Html | string])[]): Html {
  return html`<dl class="facts">${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** The text, in which no Measurement ID breaks at its hyphen where the line ends. */
export function unbroken(text: string): Html {
  const parts = text.split(/(\bG-[A-Z0-9]+)/);
  return html`${parts.map((part, index) => (index % 2 === 0 ? part : html`<span class="unbroken">${part}</span>`))}`;
}

/** Text to be copied; a button beside it does so where the page's script runs. */
export function copyable(text: string, label: string): Html {
  return html`<div class="copyable"><code>${text}</code><button type="button" class="quiet" data-copy="${text}" hidden>${label}</button></div>`;
}

/** What stands where there is nothing to list yet. */
export function emptyState(title: string, content: Html | string = nothing): Html {
  return html`<div class="empty"><h2>${title}</h2><p>${content}</p></div>`;
}
