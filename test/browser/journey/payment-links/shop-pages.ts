// The pages of a shop that sells through payment links, in every way that a page has to send somebody there.
import { publishableKey } from '../start-back-end.ts';

export const buyUrl = 'https://buy.stripe.com/notebook';

/** The ids of the shop's button and table at Stripe. */
export const embedIds = { buyButton: 'buy_btn_journeyNotebook', pricingTable: 'prctbl_journeyShelf' } as const;

const embed = (kind: 'buy-button' | 'pricing-table', id: string, more = '') =>
  `<stripe-${kind} ${kind}-id="${id}" publishable-key="${publishableKey}"${more}></stripe-${kind}>`;

export const buyButton = (more = ''): string => embed('buy-button', embedIds.buyButton, more);
const pricingTable = (more = ''): string => embed('pricing-table', embedIds.pricingTable, more);

const embedScript = (kind: string, query = ''): string =>
  `<script async src="https://js.stripe.com/v3/${kind}.js${query}"></script>`;

/** Markup of each page by its path. */
export const shopPages: Readonly<Record<string, string>> = {
  '/': '<a href="/sale">To the shelf</a>',
  '/sale': `
    <a id="plain" href="${buyUrl}">Buy</a>
    <a id="icon" href="${buyUrl}"><b><img alt="Buy" src="data:,"></b></a>
    <a id="blank" target="_blank" href="${buyUrl}">Buy in a new tab</a>
    <a id="foreign" href="${buyUrl}?client_reference_id=order_77&prefilled_email=jo%40example.com&locale=de#x">Buy</a>
    <a id="labelled" href="${buyUrl}?utm_source=shelf&utm_medium=qr">Buy</a>
    <a id="own" href="https://pay.example.test/notebook">Buy at our own domain</a>
    <a id="book" href="https://book.stripe.com/notebook">Book</a>
    <a id="donate" href="https://donate.stripe.com/notebook">Donate</a>
    <map name="poster"><area id="area" shape="rect" coords="0,0,100,100" href="${buyUrl}" alt="Buy"></map>
    <img usemap="#poster" width="100" height="100" alt="Poster" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">
    <svg width="100" height="20"><a id="vector" href="${buyUrl}"><text y="15">Buy</text></a></svg>
    <form id="get" action="${buyUrl}"><input name="locale" value="fr"><button>Buy</button></form>
    <form id="post" method="post" action="${buyUrl}"><input name="note" value="gift"><button>Buy</button></form>
    <form id="cart" action="/cart">
      <input name="locale" value="fr"><button>To the cart</button>
      <button id="now" formaction="${buyUrl}">Buy now</button>
    </form>
    <div id="shadow"></div>
    <button id="open">Open</button>
    <button id="follow">Follow</button>
    <button id="late">Add a link</button>
    <button id="route">Go to the next view</button>
    <p id="view"></p>
    <script>
      const by = (id) => document.getElementById(id);
      by('shadow').attachShadow({ mode: 'open' }).innerHTML = '<a id="shaded" href="${buyUrl}">Buy</a>';
      by('open').addEventListener('click', () => window.open('${buyUrl}', '_blank'));
      by('follow').addEventListener('click', () => {
        const link = document.createElement('a');
        link.href = '${buyUrl}';
        link.click();
      });
      const add = () => { by('view').innerHTML = '<a id="added" href="${buyUrl}">Buy</a>'; };
      by('late').addEventListener('click', () => setTimeout(add, 50));
      by('route').addEventListener('click', () => { history.pushState({}, '', '/sale/notebook'); setTimeout(add, 50); });
    </script>`,
  '/embedded': `${buyButton()}${pricingTable()}${embedScript('buy-button')}${embedScript('pricing-table')}`,
  // Not async and before its element, so that this one has read its attributes before anything else can set them.
  '/embedded-once': `${embedScript('buy-button', '?reads=once').replace('async ', '')}${buyButton()}`,
  '/embedded-own': `${buyButton(' client-reference-id="member_5"')}${embedScript('buy-button')}`,
  '/embedded-shaded': `<div id="shelf"></div><button id="show">Show</button>${embedScript('buy-button')}<script>
    const shelf = document.getElementById('shelf').attachShadow({ mode: 'open' });
    shelf.innerHTML = '<section></section>';
    const place = shelf.querySelector('section').attachShadow({ mode: 'open' });
    document.getElementById('show').addEventListener('click', () => { place.innerHTML = ${JSON.stringify(buyButton())}; });
  </script>`,
  '/embedded-late': `<div id="place"></div><button id="show">Show</button>${embedScript('buy-button')}<script>
    document.getElementById('show').addEventListener('click', () => {
      document.getElementById('place').innerHTML = ${JSON.stringify(buyButton())};
    });
  </script>`,
};
