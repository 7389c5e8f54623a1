// The shop's own web server: a thank-you page with a container, pages that sell, and an ordinary page to go to and come back from.
import type { RequestListener } from 'node:http';

/** What the shop's pages hold from now on. */
export interface ShopPage {
  container: string;
  /** Before the container, as a consent tool's snippet stands. */
  head?: string;
  /** Markup of further pages by their path; the container stands in the head of each. */
  pages?: Readonly<Record<string, string>>;
  /** The whole Content-Security-Policy; none unless given. */
  policy?: string;
  /** That of the container's script. */
  nonce?: string;
}

export interface ShopHost {
  readonly listener: RequestListener;
  publish(page: ShopPage): void;
}

/** A shop that has published nothing yet. */
export function createShopHost(): ShopHost {
  let page: ShopPage = { container: '' };
  return {
    publish(next) {
      page = next;
    },
    listener(request, response) {
      const { pathname } = new URL(request.url ?? '/', 'https://shop.example.test');
      if (pathname === '/container.js') {
        response.setHeader('content-type', 'text/javascript; charset=utf-8').end(page.container);
        return;
      }
      if (page.policy !== undefined) response.setHeader('content-security-policy', page.policy);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      const body = page.pages?.[pathname];
      const nonce = page.nonce === undefined ? '' : ` nonce="${page.nonce}"`;
      const hasContainer = pathname === '/thanks' || body !== undefined;
      const script = hasContainer ? `<script src="/container.js"${nonce}></script>` : '';
      response.end(`<!doctype html><meta charset="utf-8"><title>Shop</title>${page.head ?? ''}${script}${body ?? ''}`);
    },
  };
}
