// Which addresses a user may name as a place that this server talks to.
import { isLoopbackAddress } from './addresses.ts';

/** An address that may be asked, once its name has been resolved to public addresses. */
export interface AllowedUrl {
  kind: 'url';
  /** Host in lower case and punycode, without a dot at its end. */
  url: URL;
  /** Only on this machine, so that what its name resolves to must be loopback. */
  isLocal: boolean;
}

/** Why an address is not asked, as a stable word and as a sentence that says what to type instead. */
export interface RefusedUrl {
  kind: 'refused';
  reason: 'malformed_url' | 'not_https' | 'ip_address' | 'local_name' | 'userinfo' | 'port';
  sentence: string;
}

export interface UrlOptions {
  /** Whether this machine itself may be asked, over plain http too and at any port: for development only. */
  allowLocal: boolean;
}

const maxLength = 2048;

const sentences: Record<RefusedUrl['reason'], string> = {
  malformed_url: 'This is not a web address. Type one such as https://sgtm.example.com/checkout.',
  not_https: 'Secrets and events travel by https only. Type an address that starts with https://.',
  ip_address: 'This is an IP address. Type the host by its name, such as https://sgtm.example.com.',
  local_name:
    'This host cannot be reached from the internet. Type its full public name, such as https://sgtm.example.com.',
  userinfo: 'This has a user name or password in it. Type the address without what stands before the @.',
  port: 'Only the usual port of https is allowed. Type the address without a port.',
};

/**
 * The address, or why it is refused: https, a name with a dot in it, port 443, no user name. A port would make this server a
 * scanner of other people's ports. An IDN becomes punycode, and one dot at the end of the host falls away, because
 * certificates and Host headers are written without. Every spelling of an IP address counts as one: `0x7f.1`, `2130706433`.
 */
export function parseOutboundUrl(text: string, { allowLocal }: UrlOptions): AllowedUrl | RefusedUrl {
  const url = toUrl(text.trim());
  if (url === undefined) return refuse('malformed_url');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('not_https');
  if (url.username !== '' || url.password !== '') return refuse('userinfo');
  if (allowLocal && isLocalHost(url.hostname)) return { kind: 'url', url, isLocal: true };
  if (url.protocol === 'http:') return refuse('not_https');
  if (url.hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(url.hostname)) return refuse('ip_address');
  if (!url.hostname.includes('.') || url.hostname.endsWith('.localhost')) return refuse('local_name');
  // WHATWG URL leaves the port of its scheme out.
  return url.port === '' ? { kind: 'url', url, isLocal: false } : refuse('port');
}

function toUrl(text: string): URL | undefined {
  // A parser drops tabs and line breaks from the middle of a URL; nobody types those.
  if (text.length > maxLength || /[\s\p{Cc}\\]/u.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  const isHost = url.hostname !== '' && url.hostname.length <= 253 && !url.hostname.split('.').includes('');
  // Written out an address is longer than it was typed, and is read again before every sending.
  return isHost && url.href.length <= maxLength ? url : undefined;
}

function isLocalHost(hostname: string): boolean {
  return hostname === 'localhost' || isLoopbackAddress(hostname.replace(/^\[|\]$/g, ''));
}

function refuse(reason: RefusedUrl['reason']): RefusedUrl {
  return { kind: 'refused', reason, sentence: sentences[reason] };
}
