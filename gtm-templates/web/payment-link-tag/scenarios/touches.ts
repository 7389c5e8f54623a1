// What makes a touch, and what leaves one as it was.
import { assertThat, scenario } from 'sandbox:test';
import { click, cookies, data, expectSuccess, openLetter, openPage, page, query, sources, view } from './page.ts';

scenario('Remembers a campaign with its landing page, click ids and the site that linked here', () => {
  page.path = '/offer';
  page.referrer = 'mail.example.net';
  query['utm_source'] = 'letter';
  query['utm_creative_format'] = 'text';
  query['gclid'] = 'abc-1';
  query['ScCid'] = 'snap';
  query['unknown'] = 'x';
  view();
  assertThat(cookies['_tilltag']).isEqualTo(
    '1|1763700000||000|1763700000&l=shop.example.com%2Foffer&r=mail.example.net&s=letter&f=text&gc=abc-1&sc=snap',
  );
  expectSuccess('a new visit is remembered: letter. Clicks on payment links are listened to.');
});

scenario('Tells all of it at a click as first touch, last touch and visit', () => {
  openLetter();
  const landing = {
    at: 1763700000,
    landing_page: 'shop.example.com/',
    parameters: { utm_source: 'letter', utm_medium: 'email', utm_campaign: 'autumn' },
  };
  const report = click().report;
  assertThat(report.first).isEqualTo(landing);
  assertThat(report.last).isEqualTo(landing);
  assertThat(report.visit).isEqualTo(landing);
});

scenario('Keeps the first touch and replaces the last one', () => {
  openLetter();
  openPage('/', { utm_source: 'ads' }, '', 5);
  openPage('/', { utm_source: 'partner' }, '', 500);
  assertThat(sources()).isEqualTo(['letter', 'partner', 'partner']);
});

scenario('Takes another site that links here for a touch', () => {
  openLetter();
  openPage('/', {}, 'www.google.com', 60);
  const report = click().report;
  assertThat(report.last && report.last.referrer_host).isEqualTo('www.google.com');
  assertThat(report.first && report.first.parameters['utm_source']).isEqualTo('letter');
  assertThat(page.lines[1]).contains('a new visit is remembered: from www.google.com.');
});

scenario('Keeps the campaign on a direct visit, and tells that the visit itself has none', () => {
  openLetter();
  openPage('/', {}, '', 31);
  expectSuccess('a new visit without a campaign; an earlier campaign stays as it was.');
  assertThat(sources()).isEqualTo(['letter', 'letter', undefined]);
});

scenario('Goes on with the visit for 30 minutes after each page', () => {
  openLetter();
  openPage('/books', {}, 'shop.example.com', 30);
  openPage('/book', {}, 'shop.example.com', 30);
  assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
  openPage('/cart', {}, 'shop.example.com', 31);
  assertThat(sources()).isEqualTo(['letter', 'letter', undefined]);
});

scenario('Takes a reload of the landing page for the same touch', () => {
  openLetter();
  openPage('/', { utm_source: 'letter', utm_medium: 'email', utm_campaign: 'autumn' }, '', 20);
  const last = click().report.last;
  assertThat(last && last.at).isEqualTo(1763700000);
  assertThat(page.lines[1]).contains('the visit goes on: letter / email / autumn.');
});

scenario('Takes a reload for the same touch also where the site has cleaned its address', () => {
  openPage('/', { utm_source: 'letter' }, 'mail.example.net', 0);
  openPage('/', {}, 'mail.example.net', 1);
  assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
});

scenario('Takes the same campaign on another day for a new touch', () => {
  openLetter();
  openPage('/', { utm_source: 'letter', utm_medium: 'email', utm_campaign: 'autumn' }, '', 1440);
  const report = click().report;
  assertThat(report.first && report.first.at).isEqualTo(1763700000);
  assertThat(report.last && report.last.at).isEqualTo(1763700000 + 86400);
});

scenario('Takes a click id for the same click whenever it comes again, as in a restored tab', () => {
  openPage('/', { gclid: 'abc' }, 'www.google.com', 0);
  openPage('/', { gclid: 'abc' }, '', 1440);
  const report = click().report;
  assertThat(report.last && report.last.at).isEqualTo(1763700000);
  assertThat(report.visit && report.visit.at).isEqualTo(1763700000);
});

scenario('Takes another click on the same ad for a new touch', () => {
  openPage('/', { utm_source: 'google', gclid: 'abc' }, '', 0);
  openPage('/', { utm_source: 'google', gclid: 'def' }, '', 1);
  const last = click().report.last;
  assertThat(last && last.parameters['gclid']).isEqualTo('def');
});

scenario('Takes another campaign of the same source for a new touch', () => {
  openPage('/', { utm_source: 'letter' }, '', 0);
  openPage('/', { utm_source: 'letter', utm_campaign: 'winter' }, '', 1);
  const report = click().report;
  assertThat(report.first && report.first.parameters).isEqualTo({ utm_source: 'letter' });
  assertThat(report.last && report.last.parameters).isEqualTo({ utm_source: 'letter', utm_campaign: 'winter' });
});

scenario('Keeps the campaign on the way back from Stripe, whatever its address says', () => {
  openLetter();
  openPage('/thanks', { session_id: 'cs_live_a1B2', utm_source: 'let-ter', gclid: 'x' }, 'checkout.stripe.com', 5);
  expectSuccess('the visitor comes back from a payment; the campaign stays as it was.');
  assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
});

scenario('Knows the way back by the session id where a bank or nobody is the referrer', () => {
  openLetter();
  openPage('/thanks', { checkout: 'cs_test_a1B2', utm_source: 'let-ter' }, 'bank.example.org', 5);
  openPage('/thanks', { session_id: '{CHECKOUT_SESSION_ID}', utm_source: 'let-ter' }, '', 1);
  assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
});

scenario('Keeps the campaign where the session id is taken out of the address of the way back', () => {
  openLetter();
  openPage('/thanks', { session_id: 'cs_live_a1B2', utm_source: 'let-ter' }, '', 5);
  query['session_id'] = '';
  page.nowMs += 1000;
  view();
  expectSuccess('the visitor comes back from a payment; the campaign stays as it was.');
  assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
  query['utm_source'] = 'banner';
  page.nowMs += 1000;
  view();
  assertThat(sources()).isEqualTo(['letter', 'banner', 'banner']);
});

scenario('Keeps the campaign on the way back from other payment hosts and the own one', () => {
  data.paymentDomains = 'https://pay.example.org/, PAY2.example.org';
  openLetter();
  ['www.paypal.com', 'pay.klarna.com', 'link.com', 'hooks.stripe.com', 'pay.example.org', 'pay2.example.org'].forEach(
    (host) => {
      openPage('/cart', { utm_source: 'other' }, host, 1);
    },
  );
  assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
  openPage('/', {}, 'notstripe.com', 1);
  assertThat(sources()).isEqualTo(['letter', undefined, undefined]);
});

scenario('Takes the own site and ignored referrers for no touch', () => {
  data.ignoredReferrers = 'login.example.net; help.example.org';
  openLetter();
  [
    'www.shop.example.com',
    'example.com',
    'www.example.com',
    'blog.shop.example.com',
    'login.example.net',
    'a.help.example.org',
  ].forEach((host) => {
    openPage('/', {}, host, 1);
  });
  assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
});

scenario('Counts a campaign in the address though an ignored site links to it', () => {
  data.ignoredReferrers = 'login.example.net';
  openPage('/', { utm_source: 'letter' }, 'login.example.net', 0);
  const report = click().report;
  assertThat(report.last && report.last.parameters).isEqualTo({ utm_source: 'letter' });
  assertThat(report.last && report.last.referrer_host).isUndefined();
});

scenario('Counts the referrer of a single-page application once, and each campaign in its addresses', () => {
  openPage('/', { utm_source: 'letter' }, 'mail.example.net', 0);
  query['utm_source'] = '';
  page.path = '/books';
  view();
  assertThat(sources()).isEqualTo(['letter', 'letter', 'letter']);
  query['utm_source'] = 'banner';
  page.nowMs += 1000;
  view();
  assertThat(sources()).isEqualTo(['letter', 'banner', 'banner']);
  const last = click().report.last;
  assertThat(last && last.referrer_host).isUndefined();
  query['utm_source'] = '';
  page.nowMs += 1000;
  view();
  assertThat(sources()).isEqualTo(['letter', 'banner', 'banner']);
});

scenario('Takes a click on an ad for a new touch though the same site linked here before', () => {
  openPage('/', {}, 'www.google.com', 0);
  openPage('/', { gclid: 'abc' }, 'www.google.com', 1);
  const last = click().report.last;
  assertThat(last && last.parameters).isEqualTo({ gclid: 'abc' });
  assertThat(last && last.at).isEqualTo(1763700060);
});

scenario('Does not bring back the campaign of one tab where another has gone on', () => {
  openLetter();
  cookies['_tilltag'] = '1|1763700500||011|1763600000&s=ads|1763700500&s=banner';
  page.nowMs += 900000;
  assertThat(sources()).isEqualTo(['ads', 'banner', 'banner']);
});

scenario('Names no landing page where the visitor was on the site before, unknown to the tag', () => {
  openPage('/cart', {}, 'shop.example.com', 0);
  assertThat(click().report.visit).isEqualTo({ at: 1763700000, parameters: {} });
});

scenario('Reads click ids with names of the own choice', () => {
  data.extraClickIds = 'cjevent, tblci utm_x gclid first 9x __proto__';
  query['cjevent'] = 'c1';
  query['tblci'] = 't1';
  query['utm_x'] = 'no';
  query['first'] = 'no';
  view();
  const last = click().report.last;
  assertThat(last && last.parameters).isEqualTo({ cjevent: 'c1', tblci: 't1' });
});

scenario('Forgets a touch that is older than the lifetime, and takes the next one for the first', () => {
  data.cookieDays = '10';
  openLetter();
  openPage('/', { utm_source: 'ads' }, '', 6 * 1440);
  assertThat(sources()).isEqualTo(['letter', 'ads', 'ads']);
  openPage('/', {}, '', 5 * 1440);
  assertThat(sources()).isEqualTo(['ads', 'ads', undefined]);
});
