// Fires a Custom HTML tag: its elements join the page, and its scripts run.
//
// It proves that the markup and its variables arrive on the page as GTM puts them there, and what the page's
// Content-Security-Policy makes of it. Callbacks by which such a tag can hold up others (`onHtmlSuccess`) are not there.
import { fillHtml } from './fill-html.ts';
import type { TagRunner } from './tag-run.ts';

/** The tag is done when its scripts have run; it fails where one of them does not load. */
export const fireCustomHtml: TagRunner = ({ tag, page, read, settle }) => {
  const html = fillHtml(String(tag.settings['html'] ?? ''), read);
  page.insertHtml(
    html,
    () => settle('succeeded'),
    () => settle('failed'),
  );
};
