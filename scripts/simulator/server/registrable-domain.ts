// Finds the registrable domain (eTLD+1) of an address.
//
// Decision: GTM goes by the whole Public Suffix List, which has thousands of lines and changes; here stand the suffixes of
// two labels that shops and tagging servers mostly have. Under a suffix that is missing here the answer is one label too short.
// https://publicsuffix.org/list/
import { isIP } from 'node:net';

/** Second-level labels that are part of the suffix, by country. */
const byCountry: Readonly<Record<string, string>> = {
  ae: 'ac co gov net org sch',
  ar: 'com edu gob gov int mil net org tur',
  at: 'ac co gv or',
  au: 'asn com edu gov id net org',
  bd: 'com edu gov net org',
  br: 'art blog com dev eco edu emp gov ind net org tv',
  cn: 'ac com edu gov mil net org',
  co: 'com edu gov mil net nom org',
  cr: 'ac co ed fi go or sa',
  cy: 'ac biz com gov ltd net org',
  ec: 'com edu fin gob gov info med net org',
  eg: 'com edu eun gov net org sci',
  es: 'com edu gob nom org',
  gr: 'com edu gov net org',
  hk: 'com edu gov idv net org',
  hu: 'co info org',
  id: 'ac biz co desa go mil my net or sch web',
  il: 'ac co gov idf k12 muni net org',
  in: 'ac co edu firm gen gov ind mil net nic org res',
  jp: 'ac ad co ed go gr lg ne or',
  ke: 'ac co go info me mobi ne or sc',
  kr: 'ac co es go hs kg mil ms ne or pe re sc',
  ma: 'ac co gov net org press',
  mx: 'com edu gob net org',
  my: 'biz com edu gov mil name net org',
  ng: 'com edu gov mil mobi name net org sch',
  nz: 'ac co geek gen govt health iwi kiwi maori mil net org school',
  pe: 'com edu gob mil net nom org',
  ph: 'com edu gov mil net ngo org',
  pk: 'biz com edu fam gob gov net org web',
  pl: 'biz com edu gov info net org shop sklep waw',
  pt: 'com edu gov int net nome org publ',
  ro: 'arts com firm info nom nt org rec store www',
  sa: 'com edu gov med net org pub sch',
  sg: 'com edu gov net org per',
  th: 'ac co go in mi net or',
  tr: 'av bbs bel biz com dr edu gen gov info k12 mil name net org pol tel tv web',
  tw: 'club com ebiz edu game gov idv mil net org',
  ua: 'com edu gov in kiev kyiv lviv net od org',
  uk: 'ac co gov ltd me net nhs org plc police sch',
  uy: 'com edu gub mil net org',
  ve: 'co com edu gob gov info mil net org web',
  vn: 'ac biz com edu gov health info int name net org pro',
  za: 'ac agric co edu gov law mil net nom org school web',
};

/** Suffixes under which hosting companies give out names. */
const ofHosts = new Set([
  'a.run.app',
  'appspot.com',
  'azurewebsites.net',
  'blogspot.com',
  'cloudfront.net',
  'firebaseapp.com',
  'fly.dev',
  'github.io',
  'gitlab.io',
  'herokuapp.com',
  'myshopify.com',
  'netlify.app',
  'onrender.com',
  'pages.dev',
  'run.app',
  'vercel.app',
  'web.app',
  'workers.dev',
]);

function suffixLength(labels: readonly string[]): number {
  const [second = '', top = ''] = labels.slice(-2);
  if (ofHosts.has(labels.slice(-3).join('.'))) {
    return 3;
  }
  const isOfCountry = Object.hasOwn(byCountry, top) && byCountry[top]?.split(' ').includes(second) === true;
  return isOfCountry || ofHosts.has(`${second}.${top}`) ? 2 : 1;
}

function hostOf(domainOrUrl: string): string {
  const text = domainOrUrl.trim();
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : '';
}

/** The suffix and one label more, in lower case; empty for an IP address, a suffix itself, and what is no domain. */
export function findRegistrableDomain(domainOrUrl: string): string {
  const host = hostOf(domainOrUrl);
  const labels = host.split('.');
  const isDomain = isIP(host) === 0 && !host.startsWith('[') && labels.every((label) => /^[a-z0-9_-]+$/.test(label));
  const length = suffixLength(labels) + 1;
  return isDomain && labels.length >= length ? labels.slice(-length).join('.') : '';
}
