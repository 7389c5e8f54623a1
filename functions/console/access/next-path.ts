// Where somebody goes once they are signed in.
import type { OpenRequest } from '../route.ts';

/** The path that was asked for where it is one of the console's own pages, else its first page. Never another site. */
export function readNextPath({ query, to, url }: Pick<OpenRequest, 'query' | 'to' | 'url'>): string {
  const home = to('/');
  const asked = query.get('next') ?? '';
  // Backslashes, a second slash and the like are read here as the browser would read them.
  if (!asked.startsWith('/') || !URL.canParse(asked, url.origin)) return home;
  const next = new URL(asked, url.origin);
  const isOwn = next.origin === url.origin && next.pathname.startsWith(home);
  return isOwn && !next.pathname.startsWith(to('/sign-in')) ? `${next.pathname}${next.search}` : home;
}
