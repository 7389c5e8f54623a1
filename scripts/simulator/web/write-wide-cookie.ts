// Sets a cookie for as many hosts of a site as the browser allows, as GTM's domain `auto` and Google's own cookies do.
//
// Decision where GTM's behaviour is not public: that is the widest domain of two labels or more which the browser accepts.
import type { WebPage } from './web-page.ts';

/** `pair` is `name=value` as it is stored, `attributes` what follows the domain: `; path=/; secure`. */
export function writeWideCookie(page: WebPage, pair: string, attributes: string): void {
  for (const domain of domainCandidates(new URL(page.href()).hostname)) {
    page.writeCookie(`${pair}${domain ? `; domain=${domain}` : ''}${attributes}`);
    if (page.cookies().split('; ').includes(pair)) {
      return;
    }
  }
}

function domainCandidates(hostname: string): readonly string[] {
  const labels = hostname.split('.');
  const isAddress = /^[\d.]+$/.test(hostname);
  return isAddress || labels.length < 2
    ? ['']
    : labels
        .slice(0, -1)
        .map((_, index) => labels.slice(index).join('.'))
        .reverse();
}
