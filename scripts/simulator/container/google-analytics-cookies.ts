// Google Analytics' two cookies, read and made as its tag does when a hit goes out.
//
// It proves that our code copes with both forms of the session cookie, and with a first visit on which neither cookie
// exists yet. Only Google's own tag can prove which form it writes today, and when it begins a new session.
import { readCookies } from '../sandbox/read-cookies.ts';
import type { WebPage } from '../web/web-page.ts';
import { writeWideCookie } from '../web/write-wide-cookie.ts';

/** The form in which the session is kept: by position until May 2025, by letter since. */
export type SessionCookieForm = 'GS1' | 'GS2';

/** Whom a hit is from. */
export interface AnalyticsIds {
  clientId: string;
  sessionId: string;
}

const twoYears = '; path=/; max-age=63072000';

/** The ids of the cookies; a cookie that is missing is made, for the whole site. */
export function takeAnalyticsIds(page: WebPage, measurementId: string, form: SessionCookieForm = 'GS2'): AnalyticsIds {
  return { clientId: takeClientId(page), sessionId: takeSessionId(page, measurementId, form) };
}

function takeClientId(page: WebPage): string {
  const [existing] = readCookies(page.cookies(), '_ga', false);
  const known = existing?.split('.').slice(2).join('.');
  if (known) {
    return known;
  }
  const clientId = `${Math.floor(page.random() * 2 ** 31)}.${nowSeconds(page)}`;
  writeWideCookie(page, `_ga=GA1.1.${clientId}`, twoYears);
  return clientId;
}

function takeSessionId(page: WebPage, measurementId: string, form: SessionCookieForm): string {
  const name = `_ga_${measurementId.replace(/^G-/, '')}`;
  const [existing] = readCookies(page.cookies(), name, false);
  const known = existing && /^GS\d\.\d+\.s?(\d+)/.exec(existing)?.[1];
  if (known) {
    return known;
  }
  const sessionId = String(nowSeconds(page));
  const fields = form === 'GS1' ? `${sessionId}.1.0.${sessionId}.0.0.0` : `s${sessionId}$o1$g0$t${sessionId}$j60$l0$h0`;
  writeWideCookie(page, `${name}=${form}.1.${fields}`, twoYears);
  return sessionId;
}

function nowSeconds(page: WebPage): number {
  return Math.floor(page.now() / 1000);
}
