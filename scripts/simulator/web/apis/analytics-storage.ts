// The API that reads Google Analytics' client and session ids from its cookies.
//
// Decision where GTM's behaviour is not public: only the two cookie formats seen in the field are read, GS1 and GS2,
// and of the options only the prefix matters, because the page cannot tell a cookie's domain or path.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, optional } from '../../sandbox/checked-function.ts';
import { listCookies } from '../../sandbox/read-cookies.ts';
import type { WebContext } from '../web-context.ts';
import { webFunction } from '../web-function.ts';

interface Session {
  readonly measurement_id: string;
  readonly session_id: string;
  readonly session_number: number;
}

/** GS1 tells its fields apart by their place, GS2 by their first letter, in any order. */
function readSession(measurementId: string, value: string): Session | undefined {
  const [, form, text = ''] = /^(GS[12])\.[\d-]+\.(.+)$/.exec(value) ?? [];
  const fields = text.split(form === 'GS1' ? '.' : '$');
  const byLetter = (letter: string) => fields.find((field) => field.startsWith(letter))?.slice(1);
  const [sessionId = '', number = ''] = form === 'GS1' ? fields : [byLetter('s'), byLetter('o')];
  return /^\d+$/.test(sessionId) && /^\d+$/.test(number)
    ? { measurement_id: measurementId, session_id: sessionId, session_number: Number(number) }
    : undefined;
}

const readAnalyticsStorage = webFunction([optional('cookieOptions', 'object')], (context, [options]) => {
  requirePermission(context.permissions, 'read_analytics_storage');
  const prefix = typeof options?.['cookie_prefix'] === 'string' ? `${options['cookie_prefix']}_ga` : '_ga';
  const cookies = listCookies(context.page.cookies());
  const clientId = cookies
    .filter(({ name }) => name === prefix)
    .map(({ value }) => /^GA1\.[\d-]+\.(.+)$/.exec(value)?.[1])
    .find((id) => id !== undefined);
  const sessions = cookies
    .filter(({ name }) => name.startsWith(`${prefix}_`))
    .map(({ name, value }) => readSession(`G-${name.slice(prefix.length + 1)}`, value))
    .filter((session) => session !== undefined);
  return clientId === undefined ? undefined : { client_id: clientId, sessions };
});

/** Google Analytics' ids. */
export const analyticsStorageApis: Readonly<Record<string, ApiFactory<WebContext>>> = { readAnalyticsStorage };
