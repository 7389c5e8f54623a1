// Reads the Content-Security-Policy of a page, as far as it decides about scripts and requests to one origin.

/** The directives that the functions' script and its requests are judged by. */
export type JudgedDirective = 'script-src' | 'connect-src';

/** Where a browser looks for the sources of a directive, the first that is there: https://www.w3.org/TR/CSP3/#directive-fallback-list */
const fallbacks: Record<JudgedDirective, readonly string[]> = {
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
};

/**
 * The policies of a page: those of the header, which holds several separated by commas, and those of `meta` elements. All of
 * them count at once. Policies that only report do not.
 */
export function findPolicies(header: string | string[] | undefined, html: string): string[] {
  const inHeader = [header ?? []].flat().flatMap((value) => value.split(','));
  const inMeta = (html.match(/<meta\b[^>]*>/gi) ?? []).flatMap((tag) =>
    /http-equiv\s*=\s*["']?content-security-policy["'\s>]/i.test(tag)
      ? [/content\s*=\s*"([^"]*)"/i.exec(tag)?.[1] ?? /content\s*=\s*'([^']*)'/i.exec(tag)?.[1] ?? '']
      : [],
  );
  return [...inHeader, ...inMeta].map((policy) => policy.trim()).filter((policy) => policy !== '');
}

/** Whether every policy lets the page at `pageOrigin` load a script from `url`, or send a request there. */
export function isAllowedByPolicies(
  policies: readonly string[],
  directive: JudgedDirective,
  { url, pageOrigin }: { url: string; pageOrigin: string },
): boolean {
  return policies.every((policy) => {
    const sources = findSources(policy, directive);
    if (sources === undefined) return true;
    // A script that a trusted one adds is trusted, whatever its host; the container is such a one.
    if (directive === 'script-src' && sources.includes("'strict-dynamic'")) return true;
    return sources.some((source) => matches(source, new URL(url), pageOrigin));
  });
}

function findSources(policy: string, directive: JudgedDirective): string[] | undefined {
  const directives = new Map<string, string[]>();
  for (const part of policy.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/);
    // Of a directive that stands there twice the first counts.
    if (!directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  const name = fallbacks[directive].find((one) => directives.has(one));
  return name === undefined ? undefined : directives.get(name);
}

const hostSource = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9.-]+)(?::(\d+|\*))?(\/\S*)?$/i;

function matches(source: string, url: URL, pageOrigin: string): boolean {
  const lower = source.toLowerCase();
  if (lower === "'self'") return url.origin === pageOrigin;
  if (lower === '*') return true;
  if (/^[a-z][a-z0-9+.-]*:$/.test(lower))
    return lower === url.protocol || (lower === 'http:' && url.protocol === 'https:');
  const [, scheme, host = '', port, path] = hostSource.exec(source) ?? [];
  if (host === '') return false;
  const isScheme =
    scheme === undefined ||
    `${scheme.toLowerCase()}:` === url.protocol ||
    (scheme === 'http' && url.protocol === 'https:');
  const isPort = port === undefined ? url.port === '' : port === '*' || port === (url.port || defaultPort(url));
  return isScheme && isPort && isHost(host.toLowerCase(), url.hostname) && isPath(path, url.pathname);
}

function defaultPort({ protocol }: URL): string {
  return protocol === 'https:' ? '443' : '80';
}

function isHost(pattern: string, hostname: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') ? hostname.endsWith(pattern.slice(1)) : hostname === pattern;
}

/** A path with a slash at its end means everything below, any other means itself. */
function isPath(path: string | undefined, pathname: string): boolean {
  if (path === undefined || path === '/') return true;
  return path.endsWith('/') ? pathname.startsWith(path) : pathname === path;
}
