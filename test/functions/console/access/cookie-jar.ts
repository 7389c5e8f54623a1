// A browser as far as sign-ins are concerned: it keeps cookies by host and path, and follows redirects.

/** One page that a browser came to. */
export interface Visit {
  status: number;
  url: URL;
  headers: Headers;
  body: string;
}

interface Cookie {
  host: string;
  path: string;
  name: string;
  value: string;
}

export interface Browser {
  /** Asks for one address and follows no redirect. */
  ask(url: string | URL, init?: RequestInit): Promise<Visit>;
  /** Goes to an address and on, until a page or an address that `until` knows, which is not asked. */
  go(url: string | URL, until?: (url: URL) => boolean): Promise<Visit>;
  /** The Cookie header for an address. */
  cookiesFor(url: string | URL): string;
  /** Changes what the server put into a cookie. */
  tamper(name: string, change: (value: string) => string): void;
}

/** A browser without cookies. */
export function openBrowser(): Browser {
  const cookies: Cookie[] = [];

  function cookiesFor(target: string | URL): string {
    const { host, pathname } = new URL(target);
    const isSent = (cookie: Cookie) =>
      cookie.host === host && (pathname === cookie.path || pathname.startsWith(cookie.path.replace(/\/?$/, '/')));
    return cookies
      .filter(isSent)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  function keep(url: URL, header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    const at = cookies.findIndex((one) => one.host === url.host && one.path === path && one.name === name);
    if (at >= 0) cookies.splice(at, 1);
    const isGone = attributes.some((attribute) => /^max-age=0$/i.test(attribute)) || value === '';
    if (!isGone) cookies.push({ host: url.host, path, name, value });
  }

  async function ask(target: string | URL, init: RequestInit = {}): Promise<Visit> {
    const url = new URL(target);
    const headers = new Headers(init.headers);
    const sent = cookiesFor(url);
    if (sent !== '') headers.set('cookie', sent);
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const header of answer.headers.getSetCookie()) keep(url, header);
    return { status: answer.status, url, headers: answer.headers, body: await answer.text() };
  }

  return {
    ask,
    cookiesFor,
    async go(target, until = () => false) {
      let visit = await ask(target);
      for (let hop = 0; hop < 20; hop += 1) {
        const location = visit.headers.get('location');
        if (visit.status < 300 || visit.status >= 400 || location === null) return visit;
        const next = new URL(location, visit.url);
        if (until(next)) return { ...visit, url: next };
        visit = await ask(next);
      }
      throw new Error('The redirects lead in circles.');
    },
    tamper(name, change) {
      for (const cookie of cookies) if (cookie.name === name) cookie.value = change(cookie.value);
    },
  };
}

/** The heading of the page. */
export function titleOf({ body }: Visit): string | undefined {
  return /<h1>([^<]*)<\/h1>/.exec(body)?.[1];
}
