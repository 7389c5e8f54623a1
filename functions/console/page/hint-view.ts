// A hint as a part of a page, told from what the page itself says by its title.
import type { Hint, HintPart } from '../hint.ts';
import { hintTexts as texts } from '../texts/hint-texts.ts';
import { type Html, html, nothing } from './html.ts';
import { copyable } from './parts.ts';

/** The hint in a box, folded where it was followed already; nothing where there is none. */
export function hintView(hint: Hint | undefined, { isFolded = false } = {}): Html {
  if (hint === undefined) return nothing;
  const { title, parts, link } = hint;
  const way =
    link === undefined ? nothing : html`<p><a href="${link.href}" target="_blank" rel="noopener">${link.text}</a></p>`;
  const words = html`${parts.map(drawPart)}${way}`;
  const body = isFolded
    ? html`<details><summary>${title}</summary>${words}</details>`
    : html`<p><strong>${title}</strong></p>${words}`;
  return html`<div class="message quiet" role="note" aria-label="${title}"><span aria-hidden="true">i</span><div>${body}</div></div>`;
}

function drawPart({ text, copied }: HintPart): Html {
  return html`<p>${text}</p>${copied === undefined ? nothing : copyable(copied, texts.copy)}`;
}
