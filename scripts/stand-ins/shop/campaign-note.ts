// Tells visitors of the demo with which campaign they came, and how to come with another.
import { type Html, html } from '../page/html.ts';
import { newsletterQuery } from './shop-frame.ts';

/** Ways to come to this shop; the ads' campaigns have what Stripe would drop a value for. */
const arrivals = [
  { text: 'the newsletter', query: newsletterQuery },
  {
    text: 'a Google ad',
    query: `${new URLSearchParams({ utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'Schönes Papier 2026', gclid: 'Cj0KCQiAgP6PBhDmARIsAPWMq6k1n5xAbc_demo' })}`,
  },
  {
    text: 'an Instagram ad',
    query: `${new URLSearchParams({ utm_source: 'instagram', utm_medium: 'paid_social', utm_campaign: 'autumn.reel', fbclid: 'IwAR2demoClick' })}`,
  },
] as const;

/** A paragraph for a page that was opened with this query; the ways to come lead to `path`. */
export function campaignNote(search: URLSearchParams, path: string): Html {
  const carried = [...search].filter(([name]) => /^utm_|clid$/.test(name));
  const others = arrivals.map(
    ({ text, query }, index) =>
      html`${index === 0 ? '' : index === 1 ? ', ' : ' or '}<a href="${path}?${query}">${text}</a>`,
  );
  if (carried.length === 0) {
    return html`<p>Buy something and see on the thank-you page what reaches the data layer. To see a campaign arrive there, first come from ${others}.</p>`;
  }
  const values = carried.map(([name, value]) => html` <code>${name}=${value}</code>`);
  return html`<p>You came with a campaign:${values}. The container remembers it, whichever page you go to; at the click on a payment link it tells the function and decorates the link. You can also come from ${others}: the thank-you page names the first and the last.</p>`;
}
