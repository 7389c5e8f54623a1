// Takes the session id out of the address bar, so that later hits and copied links do not carry it.
import type { Page } from './page.ts';

/** The page's `tilltag.strip`: removes query parameters whose value is this session id, and leaves every other character alone. */
export function createStrip(page: Page) {
  return (checkoutSessionId: string): true => {
    const { history, location } = page;
    const search = location.search.slice(1);
    const kept = search
      .split('&')
      .filter((pair) => pair.split('=')[1] !== checkoutSessionId)
      .join('&');
    if (kept !== search) {
      // The prototype's method: the one on `history` is wrapped by GTM and by routers, and would count a page view.
      page.History.prototype.replaceState.call(
        history,
        history.state,
        '',
        location.pathname + (kept && `?${kept}`) + location.hash,
      );
    }
    return true;
  };
}
