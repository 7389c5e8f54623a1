// The shelf, and the landing page of the newsletter: the same products under two headlines.
import { type Html, html } from '../page/html.ts';
import type { Page } from '../page/layout.ts';
import { formatMoney } from '../page/money.ts';
import { campaignNote } from './campaign-note.ts';
import { confirmationOnlyLink, type Product, products } from './catalog.ts';
import { illustration } from './illustrations.ts';
import { containerScript, type ShopNeighbours, shopBar, shopNotice } from './shop-frame.ts';

/** The shop as a visitor finds it; every payment link is plain, and the container sees to the rest. */
export function homePage(neighbours: ShopNeighbours, search: URLSearchParams, isLanding: boolean): Page {
  const paymentLink = (slug: string) => `${neighbours.stripeUrl}/test_${slug}`;
  return {
    title: 'Paper & Pine · demo shop',
    notice: shopNotice,
    head: containerScript,
    body: html`${shopBar(neighbours)}
<main>
<h1>${isLanding ? 'Autumn is for writing things down' : 'Good paper, warm light'}</h1>
${campaignNote(search, '/')}
<ul class="grid">${products.map((product) => html`<li>${shelfItem(product, paymentLink(product.slug))}</li>`)}</ul>
${mistakes(paymentLink(confirmationOnlyLink.slug))}
</main>`,
  };
}

function shelfItem({ slug, name, text, shows, link }: Product, href: string): Html {
  const price = formatMoney(link.lines?.[0]?.unitAmountMinor ?? 0, link.currency ?? 'usd');
  return html`<article class="card product">${illustration(slug)}
<div class="text"><h2>${name}</h2><p>${text}</p><p class="soft small">${shows}</p>
<p class="price">${price}${link.mode === 'subscription' ? html`<span class="soft small"> a month</span>` : undefined}</p>
<a class="button" href="${href}">${buttonText(link)}<span class="hidden"> ${name}</span></a></div></article>`;
}

function buttonText(link: Product['link']): string {
  if (link.trialDays !== undefined) {
    return 'Try';
  }
  return link.discount?.percentOff === 100 ? 'Get' : 'Buy';
}

function mistakes(confirmationOnly: string): Html {
  return html`<section class="card" aria-labelledby="mistakes"><h2 id="mistakes">See what goes wrong, too</h2>
<ul class="steps">
<li><a href="/thanks?session_id={CHECKOUT_SESSION_ID}">A redirect address with the placeholder left in it</a>: the tag names the fix.</li>
<li><a href="/thanks?session_id=cs_test_a1${'x'.repeat(56)}">A session that Stripe does not know</a>: wrong account, or a made-up id.</li>
<li><a href="/thanks">The thank-you page without a session</a>: the tag stays silent.</li>
<li><a href="${confirmationOnly}">A payment link with Stripe’s own confirmation</a>: nobody comes back, so no page can count it. The server does.</li>
<li>Reload a thank-you page: the purchase is not pushed a second time.</li>
<li>Close the tab before the thank-you page opens, refund, renew, dispute: <a href="/life">the life of a payment</a>.</li>
</ul></section>`;
}
