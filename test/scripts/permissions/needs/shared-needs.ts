// What APIs need that web and server containers have in common, and settings for it.
import type { Row, Settings } from './expect-verdicts.ts';

/** Leave to send to this address and what lies below it. */
export const urls = (url: string): Settings => ({ allowedUrls: 'specific', urls: [url] });

/** Leave to set the cookie `a`, narrowed by what is given. */
export const cookie = (extra: object = {}): Settings => ({
  allowedCookies: [{ name: 'a', domain: '*', path: '*', secure: 'any', session: 'any', ...extra }],
});

/** Cookies are read and set with the same calls in both. */
export const cookieRows: Row[] = [
  [
    "getCookieValues('a')",
    'get_cookies',
    { cookieNames: ['a'] },
    { cookieAccess: 'specific', cookieNames: ['b'] },
    "'a'",
  ],
  [
    "setCookie('a', '1', { path: '/' })",
    'set_cookies',
    cookie({ path: '/' }),
    cookie({ path: '/x' }),
    "'a' with path /",
  ],
];
