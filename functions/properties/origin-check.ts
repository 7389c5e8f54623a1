// Whether an origin is on a property's hostnames, remembered, because every request of a page asks the same.
import { LRUCache } from 'lru-cache';
import { hostnameOfUrl, isHostAllowed } from '../rules/hostnames.ts';

export interface OriginCheck {
  /** Whether the host of this Origin or Referer is allowed; `null` and whatever is no http(s) URL is not. */
  isUrlAllowed(url: string): boolean;
  /** Whether this Host header is allowed. */
  isHostAllowed(host: string): boolean;
}

const maxRemembered = 50;
const maxRememberedLength = 300;

/** A check against `hostnames`; an empty list allows nothing. */
export function createOriginCheck(hostnames: readonly string[]): OriginCheck {
  const remembered = new LRUCache<string, boolean>({ max: maxRemembered });

  function decide(text: string, check: () => boolean): boolean {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const isAllowed = check();
    if (text.length <= maxRememberedLength) remembered.set(text, isAllowed);
    return isAllowed;
  }

  return {
    isUrlAllowed: (url) =>
      decide(url, () => {
        const hostname = hostnameOfUrl(url);
        return hostname !== undefined && isHostAllowed(hostname, hostnames);
      }),
    isHostAllowed: (host) => decide(`host ${host}`, () => isHostAllowed(host, hostnames)),
  };
}
