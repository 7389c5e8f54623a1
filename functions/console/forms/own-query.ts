// What the address of a page says where a form or a link of the console wrote it.
import type { OpenRequest } from '../route.ts';

/** The path of the page with what of its query is its own. */
export function toOwnAddress(request: Pick<OpenRequest, 'url' | 'query' | 'headers'>): string {
  const query = readOwnQuery(request).toString();
  return `${request.url.pathname}${query === '' ? '' : `?${query}`}`;
}

/**
 * The query of the address; empty where a link from elsewhere led here, such as one in a mail. For fields that say where secrets,
 * events or tags go to: nobody reads a whole address before pressing a button under it.
 */
export function readOwnQuery({ query, headers }: Pick<OpenRequest, 'query' | 'headers'>): URLSearchParams {
  // Absent in browsers from before 2023: https://developer.mozilla.org/docs/Web/HTTP/Headers/Sec-Fetch-Site
  const site = headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' ? query : new URLSearchParams();
}
