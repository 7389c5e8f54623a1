// The shelf, and the landing page of the newsletter: the same products under two headlines.
import { type Html, html } from '../page/html.ts';
import type { Page } from '../page/layout.ts';
import { formatMoney } from '../page/money.ts';
import { confirmationOnlyLink, type Product, products } from './catalog.ts';
import { illustration } from './illustrations.ts';
import { containerScript, newsletterPath, type ShopNeighbours, shopBar, shopNotice } from './shop-frame.ts';

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
${campaignNote(search)}
<ul class="grid">${products.map((product) => html`<li>${shelfItem(product, paymentLink(product.slug))}</li>`)}</ul>
${mistakes(paymentLink(confirmationOnlyLink.slug))}
</main>`,
  };
}

/** Ways to come to this shop; the ad's campaign has what Stripe would drop a value for. */
const arrivals = [
  { text: 'the newsletter', href: newsletterPath },
  {
    text: 'a Google ad',
    href: `/?${new URLSearchParams({ utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'Schönes Papier 2026', gclid: 'Cj0KCQiAgP6PBhDmARIsAPWMq6k1n5xAbc_demo' })}`,
  },
  {
    text: 'an Instagram ad',
    href: `/autumn?${new URLSearchParams({ utm_source: 'instagram', utm_medium: 'paid_social', utm_campaign: 'autumn.reel', fbclid: 'IwAR2demoClick' })}`,
  },
] as const;

function campaignNote(search: URLSearchParams): Html {
  const carried = [...search].filter(([name]) => /^utm_|clid$/.test(name));
  const others = arrivals.map(
    ({ text, href }, index) => html`${index === 0 ? '' : index === 1 ? ', ' : ' or '}<a href="${href}">${text}</a>`,
  );
  if (carried.length === 0) {
    return html`<p>Buy something and see on the thank-you page what reaches the data layer. To see a campaign arrive there, come from ${others}.</p>`;
  }
  const values = carried.map(([name, value]) => html` <code>${name}=${value}</code>`);
  return html`<p>You came with a campaign:${values}. The container remembers it, whichever page you go to; at the click on a payment link it tells the function and decorates the link. You can also come from ${others}: the thank-you page names the first and the last.</p>`;
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
<li><a href="${confirmationOnly}">A payment link with Stripe’s own confirmation</a>: nobody comes back, so no page can count it.</li>
<li>Reload a thank-you page: the purchase is not pushed a second time.</li>
</ul></section>`;
}
