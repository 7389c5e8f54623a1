// Reads a part of an address as GTM's URL variables do.
import type { FieldValues } from '../container-model.ts';

/** The whole address without its fragment, or the part that `component` names; undefined where it cannot be read. */
export function readAddress(address: string, { component, queryKey, stripWww }: FieldValues): string | undefined {
  if (!URL.canParse(address)) {
    return undefined;
  }
  const url = new URL(address);
  switch (component ?? 'URL') {
    case 'URL':
      return address.split('#')[0];
    case 'PROTOCOL':
      return url.protocol.slice(0, -1);
    case 'HOST':
      return stripWww === true ? url.hostname.replace(/^www\./, '') : url.hostname;
    case 'PORT':
      return url.port || (url.protocol === 'https:' ? '443' : '80');
    case 'PATH':
      return url.pathname;
    case 'QUERY':
      return queryKey ? (url.searchParams.get(String(queryKey)) ?? undefined) : url.search.slice(1);
    case 'FRAGMENT':
      return url.hash.slice(1);
    case 'EXTENSION':
      return /\.([^./]+)$/.exec(url.pathname)?.[1] ?? '';
    default:
      return undefined;
  }
}
