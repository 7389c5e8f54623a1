// What is folded away where the window is narrow, and stands there as it is where it is wide.
import { type Html, html } from './html.ts';

export interface Folded {
  /** What opens it. */
  summary: string;
  content: Html;
  /** Whether it is open in a narrow window as well. */
  isOpen: boolean;
}

/** The content with what opens it. A browser that cannot open it by the width of its window folds it everywhere. */
export function folded({ summary, content, isOpen }: Folded): Html {
  return html`<details class="folded" ${isOpen ? 'open' : ''}><summary>${summary}</summary>${content}</details>`;
}
