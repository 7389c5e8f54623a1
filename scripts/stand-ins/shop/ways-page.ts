// A page with every way in which a shop sends somebody to a payment link.
import { type Html, html, trusted } from '../page/html.ts';
import type { Page } from '../page/layout.ts';
import { campaignNote } from './campaign-note.ts';
import { embeds } from './catalog.ts';
import { containerScript, type ShopNeighbours, shopBar, shopNotice } from './shop-frame.ts';

/** One way, and what the container has to do about it. */
interface Way {
  title: string;
  text: string;
  body: Html;
}

/** The page; its own script knows nothing of the container. */
export function waysPage(neighbours: ShopNeighbours, search: URLSearchParams): Page {
  const { stripeUrl } = neighbours;
  return {
    title: 'All ways to buy · Paper & Pine',
    notice: shopNotice,
    head: containerScript,
    body: html`${shopBar(neighbours)}
<main>
<h1>All ways to buy</h1>
<p>Shops send their visitors to Stripe in many ways. Whichever you take, the thank-you page names the campaign that you came with.</p>
${campaignNote(search, '/ways')}
<ul class="grid">${toLinks(`${stripeUrl}/test_notebook`).map((way) => card(way, ''))}${toEmbeds(stripeUrl).map((way) => card(way, 'double'))}</ul>
</main>
${script}`,
  };
}

function card({ title, text, body }: Way, width: string): Html {
  return html`<li class="${width}"><article class="card way"><h2>${title}</h2><p class="soft small">${text}</p>${body}</article></li>`;
}

function toLinks(href: string): Way[] {
  const plain = html`<a class="button" href="${href}">Buy</a>`;
  return [
    {
      title: 'Link',
      text: 'Decorated at the click, also by keyboard, middle button or the menu of the right one.',
      body: plain,
    },
    {
      title: 'New tab',
      text: 'The shop’s page stays open behind it.',
      body: html`<a class="button" target="_blank" href="${href}">Buy in a new tab</a>`,
    },
    {
      title: 'Script',
      text: 'Opened by window.open, as shop systems do.',
      body: html`<button data-open="${href}">Buy</button>`,
    },
    {
      title: 'Form',
      text: 'With a field of its own, the page’s language, and a button of its own that leads to Stripe.',
      body: html`<form action="/"><input type="hidden" name="locale" value="de"><button formaction="${href}">Buy in German</button></form>`,
    },
    {
      title: 'Image map',
      text: 'An area of a picture: the left half is the link.',
      body: html`<map name="poster"><area shape="rect" coords="0,0,120,60" href="${href}" alt="Buy"></map><img usemap="#poster" width="240" height="60" alt="" src="${poster}">`,
    },
    {
      title: 'Late link',
      text: 'Added by a script after the page has long been there.',
      body: html`<button class="plain" data-add="${href}">Show the price</button>`,
    },
    {
      title: 'Next view',
      text: 'A single-page application changes the address and the page, without loading anything.',
      body: html`<button class="plain" data-add="${href}" data-view="/ways/notebook">Go to the notebook</button>`,
    },
    {
      title: 'Made by hand',
      text: 'With a reference and a campaign of its own. Both stay on it; the purchase still names yours.',
      body: html`<a class="button" href="${href}?client_reference_id=member_42&amp;utm_source=shelf">Buy as a member</a>`,
    },
  ];
}

function toEmbeds(stripeUrl: string): Way[] {
  const { publishableKey, buyButtonId, pricingTableId } = embeds;
  return [
    {
      title: 'Buy button',
      text: 'Stripe’s own element: a frame, which gets its reference before any click.',
      body: html`<script async src="${stripeUrl}/v3/buy-button.js"></script><stripe-buy-button buy-button-id="${buyButtonId}" publishable-key="${publishableKey}"></stripe-buy-button>`,
    },
    {
      title: 'Pricing table',
      text: 'The same with several products.',
      body: html`<script async src="${stripeUrl}/v3/pricing-table.js"></script><stripe-pricing-table pricing-table-id="${pricingTableId}" publishable-key="${publishableKey}"></stripe-pricing-table>`,
    },
  ];
}

const poster = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="60"><rect width="240" height="60" rx="10" fill="#e6f0ec"/><rect width="120" height="60" rx="10" fill="#1f5f54"/><g font-family="sans-serif" font-size="17" font-weight="600" text-anchor="middle"><text x="60" y="36" fill="#fff">Buy here</text><text x="180" y="36" fill="#1f5f54">not here</text></g></svg>',
)}`;

const script = trusted(`<script>
  addEventListener('click', ({ target }) => {
    const { open: address, add, view } = target.dataset;
    if (address) open(address, '_blank');
    if (!add) return;
    if (view) history.pushState({}, '', view);
    const link = document.createElement('a');
    Object.assign(link, { href: add, className: 'button', textContent: 'Buy for $18.00' });
    setTimeout(() => target.replaceWith(link), 100);
  });
</script>`);
