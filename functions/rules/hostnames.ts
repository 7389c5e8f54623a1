// Which hosts may ask for a property's sessions, and what a person may type to say so.

/** A hostname ready to be stored with the property, or the sentence that says what to type instead. */
export type ParsedHostnamePattern = { kind: 'pattern'; pattern: string } | { kind: 'refused'; reason: string };

const maxHostnameLength = 253;
const wildcardPrefix = '*.';
const ipv4 = /^\d+(\.\d+){3}$/;
const refuse = (reason: string): ParsedHostnamePattern => ({ kind: 'refused', reason });

/**
 * Whether a host, as it stands in a URL or a Host header, is one of the patterns. Upper case, a trailing dot, a port and IDN
 * in Unicode or punycode make no difference. `*.example.com` means every subdomain at any depth and, as in a
 * Content-Security-Policy, not `example.com` itself. An empty list allows nothing, nor does a pattern that could not be typed.
 */
export function isHostAllowed(host: string, patterns: readonly string[]): boolean {
  const hostname = toHostname(host);
  return hostname !== undefined && patterns.some((pattern) => matches(hostname, pattern));
}

/** The hostname of an absolute http(s) URL, as in an Origin or Referer header, or `undefined`; `null` origins have none. */
export function hostnameOfUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? toHostname(url.host) : undefined;
}

/**
 * What a person typed or pasted as a hostname, as it will be stored: lower case, punycode, without scheme, port and path. An
 * address copied from the browser (`https://Shop.example.com/thanks`) is understood.
 */
export function parseHostnamePattern(text: string): ParsedHostnamePattern {
  const typed = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(typed);
  const [authority = ''] = typed.slice(scheme?.[0].length ?? 0).split(/[/?#\\]/, 1);
  if (scheme !== null && !/^https?$/i.test(scheme[1] ?? '')) {
    return refuse(`${quote(scheme[0])} is no web page, and only those can ask. ${correct(toHostname(authority))}`);
  }
  if (authority === '') return refuse(`The hostname is missing. ${correct(undefined)}`);
  const at = authority.lastIndexOf('@');
  if (at !== -1) {
    const host = toHostname(authority.slice(at + 1));
    return refuse(`${quote(authority)} has an @ in it and looks like an e-mail address. ${correct(host)}`);
  }
  return authority.includes('*') ? parseWildcard(authority) : parseExact(authority);
}

function parseExact(authority: string): ParsedHostnamePattern {
  const hostname = toHostname(authority);
  if (hostname === undefined) return refuse(explainExact(authority));
  if (!hostname.includes('.') && !isAddress(hostname) && hostname !== 'localhost') {
    return refuse(`The hostname ${quote(hostname)} has no dot. Type it whole, such as shop.example.com.`);
  }
  return { kind: 'pattern', pattern: hostname };
}

/** Which part of it is wrong; the form that was probably meant, where one is left without that part. */
function explainExact(authority: string): string {
  const [host = ''] = authority.split(':', 1);
  const port = authority.slice(host.length);
  if (port !== '' && toHostname(host) !== undefined) {
    return `${quote(port)} behind the hostname is no port. ${correct(toHostname(host))}`;
  }
  if (/^\.|\.\./.test(host)) {
    const kept = toHostname(host.replace(/^\.+/, '').replace(/\.{2,}/g, '.'));
    return `${quote(host)} has a dot too many. ${correct(kept)}`;
  }
  const [bad] = /[^\p{L}\p{N}._-]/u.exec(host) ?? [];
  if (bad === undefined) return `${quote(host)} is not a hostname. ${correct(undefined)}`;
  const named = /\s/.test(bad) ? 'a blank' : quote(bad);
  return `${quote(authority)} is not a hostname: ${named} cannot stand in one. ${correct(undefined)}`;
}

function parseWildcard(authority: string): ParsedHostnamePattern {
  const parent = authority.startsWith(wildcardPrefix) ? toHostname(authority.slice(wildcardPrefix.length)) : undefined;
  if (parent === undefined) {
    const rest = toHostname(authority.replace(/^\*+\.*/, ''));
    const meant = rest?.includes('.') && !isAddress(rest) ? wildcardPrefix + rest : '*.example.com';
    return refuse(`In ${quote(authority)} the * stands where it cannot: only before the first dot, as in ${meant}.`);
  }
  if (!parent.includes('.') || isAddress(parent)) {
    return refuse(
      `${quote(authority)} would allow hosts of strangers. Put at least two names after the *, as in *.example.com.`,
    );
  }
  return { kind: 'pattern', pattern: wildcardPrefix + parent };
}

/** What to type instead: the whole hostname that was probably meant, else an example. */
function correct(meant: string | undefined): string {
  return meant?.includes('.') ? `Type ${meant}.` : 'Type a hostname, such as shop.example.com.';
}

const maxQuotedLength = 60;

/** What was typed, as far as a sentence holds it, without what a terminal would obey and without what may be a secret. */
function quote(text: string): string {
  if (/(?:[rsp]k|whsec)_/i.test(text)) return '“…”';
  const plain = text.replace(/\p{Cc}/gu, ' ');
  return `“${plain.length > maxQuotedLength ? `${plain.slice(0, maxQuotedLength - 1)}…` : plain}”`;
}

function matches(hostname: string, pattern: string): boolean {
  const parsed = parseHostnamePattern(pattern);
  if (parsed.kind === 'refused') return false;
  if (!parsed.pattern.startsWith(wildcardPrefix)) return hostname === parsed.pattern;
  // With its dot, so that evil-example.com is not taken for a subdomain of example.com.
  return hostname.endsWith(parsed.pattern.slice(1));
}

/** Host with or without port → hostname as WHATWG URL writes it, less a trailing dot; `undefined` for anything else. */
function toHostname(host: string): string | undefined {
  // What would end the host or change its meaning inside a URL; also keeps hostile lengths from the parser.
  if (host.length > 4 * maxHostnameLength || /[\s\p{Cc}/?#@\\%*]/u.test(host)) return undefined;
  const url = `http://${host}`;
  if (!URL.canParse(url)) return undefined;
  const hostname = new URL(url).hostname.replace(/\.$/, '');
  const hasEmptyLabel = hostname.split('.').includes('');
  return hasEmptyLabel || hostname.length > maxHostnameLength ? undefined : hostname;
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || ipv4.test(hostname);
}
