// Finds the Google click ids that an event came with.

import { readGoogleClick } from '../../google/google-click-cookie.ts';
import { readCookies } from '../../sandbox/read-cookies.ts';
import type { ServerHost } from '../../server/server-host.ts';

/** The cookies of the conversion linker, the server's own first. */
const cookieNames = ['FPGCLAW', '_gcl_aw'] as const;

/** The kinds of click ids that Google adds to a page's address. */
type GoogleClickName = 'gclid' | 'gbraid' | 'wbraid';

/** The click id of this kind in the address of the event's page. */
export function findPageClick(
  data: Readonly<Record<string, unknown>>,
  name: GoogleClickName = 'gclid',
): string | undefined {
  const location = data['page_location'];
  if (typeof location !== 'string' || !URL.canParse(location)) {
    return undefined;
  }
  return new URL(location).searchParams.get(name) || undefined;
}

/** The click id of the linker's cookies, as the request brought them. */
export function findLinkedClick({ request }: ServerHost): string | undefined {
  const line = request.headers['cookie'] ?? '';
  const found = cookieNames.flatMap((name) => readCookies(line, name, true)).map(readGoogleClick);
  return found.find((click) => click !== undefined);
}
