// Sends requests for hosts that exist only in permissions to servers on this machine.
import type { HostMap } from './container-description.ts';

/** Replaces each mapped origin at the start of a text; an origin ends there, or at `/`, `?` or `#`. */
export function mapHosts(text: string, hostMap: HostMap): string {
  for (const [from, to] of Object.entries(hostMap)) {
    if (text === from || (text.startsWith(from) && '/?#'.includes(text.charAt(from.length)))) {
      return `${to}${text.slice(from.length)}`;
    }
  }
  return text;
}
