// HTML as text that escapes whatever is put into it.
import { html } from 'hono/html';

/** A piece of HTML. */
export type Html = ReturnType<typeof html>;

export { html };

/** Nothing at all, where a piece is left out. */
export const nothing: Html = html``;
