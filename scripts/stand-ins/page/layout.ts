// The frame that all pages of the demo share: head, style, a line that says what this is, and no outside resource.
import type { ServerResponse } from 'node:http';
import { type Html, html, trusted } from './html.ts';
import { style } from './style.ts';

export interface Page {
  title: string;
  /** One sentence above everything: which machine or shop this page stands in for. A frame within such a page has none. */
  notice?: Html;
  body: Html;
  /** Goes into the head as it stands, such as a container's script. */
  head?: Html;
}

/** Answers the page; never cached, so that going back shows what is true now. */
export function sendPage(response: ServerResponse, status: number, page: Page): void {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
${page.head}
</head>
<body>
${page.notice && html`<p class="notice" role="note">${page.notice}</p>`}
${page.body}
</body>
</html>
`;
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(markup);
}

/** Answers 303, after which the browser reads the address with GET. */
export function sendRedirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
}
